import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { throttled } from './access-refusal';
import type { AttemptLimits } from './access-settings';
import { addressNetwork } from './client-address';

/** An attempt to sign in. */
export interface Attempt {
  readonly name: string;
  readonly address: string;
  /** The address is one from which the account was signed in to before. */
  readonly knownAddress: boolean;
}

/** Counts attempts to sign in, for all replicas together, before they are checked. */
export class SignInThrottle {
  private readonly accounts: RateLimiterPostgres;
  private readonly addresses: RateLimiterPostgres;

  /** @param pool connections to the product's database */
  constructor(pool: Pool, { perAccount, perAddress, windowSeconds }: AttemptLimits) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'sign_in_attempt',
        tableCreated: true,
        keyPrefix,
        points,
        duration: windowSeconds,
        // Whoever is refused is refused from memory.
        inMemoryBlockOnConsumed: points + 1,
      });
    this.accounts = limiter('account', perAccount);
    this.addresses = limiter('address', perAddress);
  }

  /** Counts the attempt. Throws `throttled` when there were too many. */
  async begin(attempt: Attempt): Promise<void> {
    const results = await Promise.allSettled([
      this.addresses.consume(addressNetwork(attempt.address)),
      this.accounts.consume(accountKey(attempt)),
    ]);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    for (const reason of reasons) if (!(reason instanceof RateLimiterRes)) throw reason;
    const waits = reasons.map((reason) => (reason as RateLimiterRes).msBeforeNext);
    if (waits.length > 0) throw throttled(Math.max(...waits));
  }

  /** The attempt was right: it does not count, and neither do those before it at the account. */
  async succeeded(attempt: Attempt): Promise<void> {
    await Promise.all([
      this.accounts.delete(accountKey(attempt)),
      this.addresses.reward(addressNetwork(attempt.address)),
    ]);
  }

  /** Counts an attempt that names no account. Throws `throttled` when there were too many from the address. */
  async beginFrom(address: string): Promise<void> {
    await this.addresses.consume(addressNetwork(address)).catch((reason: unknown) => {
      throw reason instanceof RateLimiterRes ? throttled(reason.msBeforeNext) : reason;
    });
  }

  /** That attempt was right, and does not count. */
  async succeededFrom(address: string): Promise<void> {
    await this.addresses.reward(addressNetwork(address));
  }
}

// People type passwords into the field for the name: what they typed is not kept.
function accountKey({ name, address, knownAddress }: Attempt): string {
  const key = createHash('sha256').update(name).digest('base64url');
  return knownAddress ? `${key}@${address}` : key;
}
