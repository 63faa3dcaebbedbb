import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto';

const WHEN: Readonly<Record<number, string>> = {
  400: 'The request is malformed; `errors` lists each wrong field',
  401: 'Credentials are missing or wrong',
  403: 'Refused: the role does not allow it, this installation does not, or the request comes from another site',
  404: 'Nothing with this id exists',
  409: 'The request does not fit the present state',
  412: 'What was read before has changed meanwhile; read it again',
  413: 'The body is too large',
  415: 'The body has a media type that is not understood here',
  429: 'Too many attempts; try again after `Retry-After` seconds',
  503: 'The database is away; try again after `Retry-After` seconds',
};

/** Documents the problem responses of an operation: the given ones, and those that every protected operation has. */
export function ApiProblems(...statuses: number[]): MethodDecorator & ClassDecorator {
  return ApiOnlyProblems(...[...statuses, 401, 503].sort((a, b) => a - b));
}

/** Documents the given problem responses of an operation and no other. */
export function ApiOnlyProblems(...statuses: number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(ApiExtraModels(ProblemDto), ...statuses.map(problemResponse));
}

function problemResponse(status: number): MethodDecorator & ClassDecorator {
  return ApiResponse({
    status,
    description: WHEN[status] ?? STATUS_CODES[status] ?? 'Problem',
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
    ...((status === 503 || status === 429) && {
      headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } },
    }),
  });
}
