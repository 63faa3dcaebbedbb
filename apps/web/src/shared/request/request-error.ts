import type { FieldProblem, Problem } from '@app/api-client';

/** A request that failed, in words for people; `status` is 0 when no answer came. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: readonly FieldProblem[] = [],
    readonly requestId: string | undefined = undefined,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

/** Turns what the client caught (a problem document, other text, a network failure) into a `RequestError`. */
export function toRequestError(error: unknown, response: Response | undefined): unknown {
  if (isAbort(error)) return error;
  if (response === undefined) return new RequestError(0, 'The server did not answer. It may be restarting.');
  if (isProblem(error)) return new RequestError(response.status, error.detail, error.errors ?? [], error.requestId);
  return new RequestError(response.status, `The server answered ${response.status} ${response.statusText}`.trim());
}

/** What to show for any error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'detail' in value && typeof value.detail === 'string';
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** True when the server says that the thing does not exist (or no longer does). */
export function isNotFound(error: unknown): boolean {
  return error instanceof RequestError && error.status === 404;
}

/** What the server says is wrong with a field of the request; undefined for nothing. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  return error instanceof RequestError ? error.fields.find((one) => one.field === field)?.message : undefined;
}
