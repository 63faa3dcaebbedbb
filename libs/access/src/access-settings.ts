import type { OpenIdSettings } from './open-id/open-id-settings';

/** What a password hash costs. */
export interface HashingCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** How often signing in may fail within the window. */
export interface AttemptLimits {
  readonly perAccount: number;
  readonly perAddress: number;
  readonly windowSeconds: number;
}

/** How access works here; also the token by which Nest injects it. */
export abstract class AccessSettings {
  /** False: passwords are taken at sign-in only. */
  abstract readonly basicAuth: boolean;
  /** A sign-in ends when nothing was asked with it for this long. */
  abstract readonly signInIdleMs: number;
  /** A sign-in ends this long after the password was given. */
  abstract readonly signInLimitMs: number;
  /** Null: people sign in with passwords only. */
  abstract readonly openId: OpenIdSettings | null;
  abstract readonly hashing: HashingCost;
  abstract readonly attempts: AttemptLimits;
  /** How often it is asked whether those who follow streams still may. */
  abstract readonly streamCheckMs: number;
  /** The time; null: that of the database. */
  abstract readonly now: () => Date | null;
}

/** What does not come from the configuration. Hashing as in OWASP's Password Storage Cheat Sheet (argon2id, 19 MiB). */
export const USUAL_ACCESS: Omit<AccessSettings, 'basicAuth' | 'signInIdleMs' | 'signInLimitMs' | 'openId'> = {
  hashing: { memoryKib: 19_456, passes: 2, lanes: 1 },
  attempts: { perAccount: 10, perAddress: 30, windowSeconds: 300 },
  streamCheckMs: 2_000,
  now: () => null,
};
