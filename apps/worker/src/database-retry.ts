import { isConnectionFault } from '@app/database';
import { refusesToStore, type WorkerCondition } from './worker-condition';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 1_000;

export interface RetryOptions {
  /** Learns that work waits, and that it does no longer. */
  readonly condition: WorkerCondition;
  /** How long, in ms, to wait for a database that answers but has no room; for ever by default. */
  readonly fullLimitMs?: number;
}

/**
 * Repeats `work` while the database is away or full, so that what happened is reported when it is back. Throws any
 * other error at once, and the last one when the database stays full for longer than the limit.
 */
export async function retryWhileDatabaseIsAway<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { condition, fullLimitMs = Number.POSITIVE_INFINITY } = options;
  const deadline = performance.now() + fullLimitMs;
  try {
    for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!isConnectionFault(error)) throw error;
        if (refusesToStore(error) && performance.now() + delayMs > deadline) throw error;
        condition.suffers(work, error);
      }
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  } finally {
    condition.recovers(work);
  }
}
