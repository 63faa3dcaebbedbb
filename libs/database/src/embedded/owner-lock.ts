import { Client } from 'pg';

// Any constant will do; other advisory locks of the product use other numbers.
const OWNER_LOCK = 7_216_000;

/**
 * A session that holds the launcher's lock on the database. The server frees the lock when the session ends,
 * however the launcher ended.
 */
export class OwnerLock {
  private constructor(
    private readonly client: Client,
    /** Resolves when the session is lost other than by release(). */
    readonly lost: Promise<void>,
  ) {}

  /** null when another session holds it. */
  static async take(url: string): Promise<OwnerLock | null> {
    const client = new Client({
      connectionString: url,
      application_name: 'process-orchestrator launcher',
      connectionTimeoutMillis: 10_000,
    });
    const lost = new Promise<void>((resolve) => {
      client.once('end', resolve);
      // Without a listener the error would end the process; `end` follows it.
      client.on('error', () => resolve());
    });
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [OWNER_LOCK]);
    if (rows[0]?.taken) return new OwnerLock(client, lost);
    await client.end();
    return null;
  }

  async release(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
