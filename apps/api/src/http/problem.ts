import { STATUS_CODES } from 'node:http';
import type { Request, Response } from 'express';
import type { FieldProblemDto, ProblemDto } from './problem.dto';
import { requestIdOf } from './request-id';

/** What is to be said about a request that failed. */
export interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldProblemDto[];
  readonly headers?: Readonly<Record<string, string>>;
}

// An answer must not be many times as long as what was sent.
const MOST_ERRORS = 100;

const sent = new WeakMap<Response, Problem>();

/** The problem that the request was answered with, if it was one. */
export function problemSent(response: Response): Problem | undefined {
  return sent.get(response);
}

/** Answers with RFC 9457 problem details; ends the connection when an answer was already under way. */
export function sendProblem(request: Request, response: Response, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  sent.set(response, problem);
  for (const [name, value] of Object.entries(problem.headers ?? {})) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(describe(request, problem)));
}

function describe(request: Request, { status, detail, errors }: Problem): ProblemDto {
  const title = STATUS_CODES[status] ?? 'Unknown';
  const path = request.originalUrl.split('?', 1)[0] ?? '';
  return {
    type: 'about:blank',
    title,
    status,
    detail,
    instance: path,
    error: title,
    timestamp: new Date(),
    path,
    requestId: requestIdOf(request),
    ...(errors && errors.length > 0 && { errors: errors.slice(0, MOST_ERRORS) }),
  };
}
