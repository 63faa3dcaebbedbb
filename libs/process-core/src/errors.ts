/** One thing wrong with an input: `field` is its path (`inputData.input_file`), `message` says what would be right. */
export interface FieldIssue {
  readonly field: string;
  readonly message: string;
}

/** What kind of refusal a domain error is; the API maps each to one HTTP status. */
export type DomainErrorCode = 'not-found' | 'invalid' | 'conflict' | 'stale';

/** A request that the domain refuses, with a reason that a user can act on. */
export class DomainError extends Error {
  constructor(
    readonly code: DomainErrorCode,
    message: string,
    readonly issues: readonly FieldIssue[] = [],
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** Nothing with this id exists. */
export function notFound(what: string, id: string): DomainError {
  return new DomainError('not-found', `No ${what} with id '${id}' exists.`);
}

/** The request does not fit the present state. */
export function conflict(message: string): DomainError {
  return new DomainError('conflict', message);
}

/** The request was made from a state that is no longer the present one; nothing was changed. */
export function stale(message: string): DomainError {
  return new DomainError('stale', message);
}

/** The input is wrong; every wrong field is listed. */
export function invalid(message: string, issues: readonly FieldIssue[]): DomainError {
  return new DomainError('invalid', message, issues);
}
