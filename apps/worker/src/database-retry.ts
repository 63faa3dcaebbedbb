import { isConnectionFault } from '@app/database';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 1_000;

/**
 * Repeats `work` while the database is away, so that what happened is reported when it is back. Throws any other
 * error at once. `onFault` hears of the first fault of a series.
 */
export async function retryWhileDatabaseIsAway<T>(
  work: () => Promise<T>,
  onFault: (error: unknown) => void,
): Promise<T> {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      if (delayMs === FIRST_DELAY_MS) onFault(error);
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
