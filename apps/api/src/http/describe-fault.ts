import { AccessRefusal, type AccessRefusalKind } from '@app/access';
import { isConnectionFault, sqlState } from '@app/database';
import { DomainError, type DomainErrorCode } from '@app/process-core';
import type { Problem } from './problem';

const RETRY_AFTER_SECONDS = '5';
// Class 22 of SQLSTATE: a value that the database cannot take, like a number out of range.
const DATA_EXCEPTION = /^22/;

export const DATABASE_AWAY: Problem = {
  status: 503,
  detail: 'The database is away; try again.',
  headers: { 'Retry-After': RETRY_AFTER_SECONDS },
};

export const UNFORESEEN: Problem = {
  status: 500,
  detail: 'Something went wrong here; the log has the reason under the request id.',
};

/** What is to be said about a refusal of the domain or a fault of the database; undefined for any other error. */
export function describeFault(error: unknown): Problem | undefined {
  if (error instanceof DomainError)
    return { status: statusOf(error.code), detail: error.message, errors: error.issues };
  if (error instanceof AccessRefusal)
    return {
      status: refusalStatus(error.kind),
      detail: error.message,
      ...(error.retryAfterSeconds !== null && { headers: { 'Retry-After': String(error.retryAfterSeconds) } }),
    };
  if (isConnectionFault(error)) return DATABASE_AWAY;
  if (DATA_EXCEPTION.test(sqlState(error) ?? ''))
    return { status: 400, detail: 'The request has a value that cannot be stored.' };
  return undefined;
}

function statusOf(code: DomainErrorCode): number {
  switch (code) {
    case 'not-found':
      return 404;
    case 'invalid':
      return 400;
    case 'conflict':
      return 409;
    case 'stale':
      return 412;
    default:
      return code satisfies never;
  }
}

function refusalStatus(kind: AccessRefusalKind): number {
  switch (kind) {
    case 'unauthenticated':
      return 401;
    case 'forbidden':
      return 403;
    case 'throttled':
      return 429;
    default:
      return kind satisfies never;
  }
}
