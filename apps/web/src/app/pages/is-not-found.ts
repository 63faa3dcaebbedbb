import { RequestError } from '../../shared/request/request-error';

/** True when the server says that the thing does not exist (or no longer does). */
export function isNotFound(error: unknown): boolean {
  return error instanceof RequestError && error.status === 404;
}
