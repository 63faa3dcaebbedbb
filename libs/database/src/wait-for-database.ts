import { isConnectionFault } from './connection-fault';
import { withClient } from './with-client';

/**
 * Resolves when the database accepts connections; for services that start before it. Throws the last fault when it
 * does not within `limitMs`, and at once when the fault is not one that time heals (wrong password, no such database).
 */
export async function waitForDatabase(url: string, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 2_000)) {
    try {
      await withClient(url, (client) => client.query('SELECT 1'));
      return;
    } catch (error) {
      if (!isConnectionFault(error) || performance.now() + delayMs > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
