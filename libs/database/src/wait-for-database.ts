import { Client } from 'pg';
import { isConnectionFault } from './sql-client';

/**
 * Resolves when the database accepts connections; for services that start before it. Throws the last fault when it
 * does not within `limitMs`, and at once when the fault is not one that time heals (wrong password, no such database).
 */
export async function waitForDatabase(url: string, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 2_000)) {
    try {
      await connectOnce(url);
      return;
    } catch (error) {
      if (!isConnectionFault(error) || performance.now() + delayMs > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}

async function connectOnce(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}
