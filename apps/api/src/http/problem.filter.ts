import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { DATABASE_AWAY, describeFault, UNFORESEEN } from './describe-fault';
import { type Problem, sendProblem } from './problem';
import { allowedMethods } from './route-methods';

/** Answers whatever went wrong with problem details; what nobody foresaw is logged and said to be our fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const problem = this.problemOf(error, request);
    if (problem.status === 500) this.logger.error({ err: error }, `${request.method} ${request.path} failed`);
    sendProblem(request, http.getResponse<Response>(), problem);
  }

  private problemOf(error: unknown, request: Request): Problem {
    const fault = describeFault(error);
    if (fault) return fault;
    if (error instanceof ServiceUnavailableException) return { ...DATABASE_AWAY, detail: error.message };
    const status = clientErrorStatus(error);
    if (status === 404) return unknownRoute(request);
    if (status !== undefined) return { status, detail: detailOf(status, error) };
    return UNFORESEEN;
  }
}

/** Status of an error of Nest, Express or the body parser, when it says that the request was wrong. */
function clientErrorStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus() < 500 ? error.getStatus() : undefined;
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}

// Services throw domain errors for unknown ids, so this is a path that no route has.
function unknownRoute(request: Request): Problem {
  const methods = allowedMethods(request);
  if (methods.length === 0) return { status: 404, detail: `There is nothing at ${request.path}.` };
  const allow = methods.join(', ');
  return {
    status: 405,
    detail: `${request.method} is not possible here, only ${allow}.`,
    headers: { Allow: allow },
  };
}

function detailOf(status: number, error: unknown): string {
  if (status === 413) return 'The body is too large.';
  return error instanceof Error ? error.message : 'The request is malformed.';
}
