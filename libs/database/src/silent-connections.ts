/** Of a pool, what this needs: `pg.Pool` has it. */
export interface ConnectionPool {
  readonly idleCount: number;
  connect(): Promise<{ release(destroy?: boolean): void }>;
  on(event: 'release', listener: (error: Error | undefined) => void): unknown;
}

// A service that waits longer than this for its database waits too long, however long its lease.
const LONGEST_CONNECT_MS = 5_000;
const SHORTEST_ANSWER_MS = 2_000;

/**
 * How long, in ms, a statement or a connection attempt may go without an answer: half a lease, so that a renewal has
 * time for a second try, but no less than a busy server needs.
 */
export function answerWithinMs(leaseMs: number): number {
  return Math.max(SHORTEST_ANSWER_MS, leaseMs / 2);
}

/** How long, in ms, a new connection may take, or the wait for one of the pool. */
export function connectWithinMs(answerMs: number | undefined): number {
  return Math.min(LONGEST_CONNECT_MS, answerMs ?? LONGEST_CONNECT_MS);
}

/** True when no answer came in time: nobody said that the connection is broken. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && /Query read timeout/.test(error.message);
}

/**
 * When one connection of the pool does not answer, closes the idle ones as well: what silenced it has most likely
 * silenced all that go the same way, and each would cost its user the whole wait again.
 */
export function dropSilentConnections(pool: ConnectionPool): void {
  pool.on('release', (error) => {
    if (!isSilence(error)) return;
    for (let idle = pool.idleCount; idle > 0; idle--)
      pool.connect().then(
        (client) => client.release(true),
        () => undefined,
      );
  });
}
