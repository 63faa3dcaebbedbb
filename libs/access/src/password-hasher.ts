import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { HashingCost } from './access-settings';
import { HashingTurns } from './hashing-turns';

const AT_ONCE = 2;
const MOST_WAITING = 64;

/** Hashes passwords with argon2id, a few at a time. */
export class PasswordHasher {
  private readonly turns = new HashingTurns(AT_ONCE, MOST_WAITING);
  private readonly options: { memoryCost: number; timeCost: number; parallelism: number };
  private nobodys: Promise<string> | undefined;

  constructor({ memoryKib, passes, lanes }: HashingCost) {
    this.options = { memoryCost: memoryKib, timeCost: passes, parallelism: lanes };
  }

  /** The hash as a PHC string. Throws `throttled` when too many wait. */
  hash(password: string): Promise<string> {
    return this.turns.take(() => hash(password, this.options));
  }

  /**
   * True when the hash is the password's. Without a hash the answer is false after the same work.
   * Throws `throttled` when too many wait.
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.nobodys ??= hash(randomBytes(16).toString('hex'), this.options);
    const against = stored ?? (await this.nobodys);
    const matches = await this.turns.take(() => verify(against, password));
    return matches && stored !== null;
  }

  /** True when the hash was made with another cost than today's. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost, parallelism } = this.options;
    return !stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
  }
}
