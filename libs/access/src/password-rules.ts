import { isWellKnownPassword } from '@app/config';
import { type FieldIssue, invalid } from '@app/process-core';

const MIN_LENGTH = 8;
const MAX_LENGTH = 256;

/**
 * Checks a password that somebody chose; the rules are those of ADMIN_PASSWORD.
 * @param field its name in the request
 * @throws DomainError `invalid`
 */
export function checkPassword(password: string, userName: string, field: string): void {
  const message = problemOf(password, userName);
  if (message === null) return;
  const issues: FieldIssue[] = [{ field, message }];
  throw invalid('The password cannot be used.', issues);
}

function problemOf(password: string, userName: string): string | null {
  if (password.length < MIN_LENGTH) return `must be at least ${MIN_LENGTH} characters long`;
  if (password.length > MAX_LENGTH) return `must be at most ${MAX_LENGTH} characters long`;
  if (/\p{Cc}/u.test(password)) return 'must be free of control characters';
  if (password.toLowerCase() === userName.toLowerCase()) return 'must be different from the name';
  if (isWellKnownPassword(password)) return 'must not be one that is well known';
  return null;
}
