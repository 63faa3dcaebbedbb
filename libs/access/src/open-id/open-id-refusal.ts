/** Why somebody could not sign in with the provider; the sign-in page has words for each. */
export const OPEN_ID_PROBLEMS = [
  /** It does not answer. */
  'provider-away',
  /** What it answers is not to be trusted, or it does not know this client. */
  'provider-wrong',
  /** It did not let the person in, or the person gave up. */
  'provider-refused',
  /** What came back belongs to no sign-in that this browser has begun, or to one that is over. */
  'start-again',
  'no-role',
  /** It tells no name that could be a user's here. */
  'no-name',
  /** Another user has the name. */
  'name-taken',
  'disabled',
  'too-many',
] as const;
export type OpenIdProblem = (typeof OPEN_ID_PROBLEMS)[number];

/** A sign-in with the provider that came to nothing. The message is for the log and the audit; it holds no secret. */
export class OpenIdRefusal extends Error {
  constructor(
    readonly problem: OpenIdProblem,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'OpenIdRefusal';
  }
}
