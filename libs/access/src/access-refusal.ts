/** Why somebody may not do something: who they are is not known, their role does not allow it, or they try too often. */
export type AccessRefusalKind = 'unauthenticated' | 'forbidden' | 'throttled';

/** A request that is refused because of who sends it. */
export class AccessRefusal extends Error {
  /**
   * @param user name of the user whose password was tried, when such a user exists
   */
  constructor(
    readonly kind: AccessRefusalKind,
    message: string,
    readonly retryAfterSeconds: number | null = null,
    readonly user: string | null = null,
  ) {
    super(message);
    this.name = 'AccessRefusal';
  }
}

/** One answer for every reason, so that it does not tell which names exist. */
export function wrongCredentials(user: string | null = null): AccessRefusal {
  return new AccessRefusal('unauthenticated', 'Credentials are missing or wrong.', null, user);
}

export function forbidden(message: string): AccessRefusal {
  return new AccessRefusal('forbidden', message);
}

/** @param waitMs after which it is worth trying again */
export function throttled(waitMs: number): AccessRefusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new AccessRefusal('throttled', `Too many attempts to sign in; try again in ${seconds} s.`, seconds);
}
