import { waitForService } from '@app/config';
import { isConnectionFault } from './connection-fault';
import { withClient } from './with-client';

/**
 * Resolves when the database accepts connections; for services that start before it. `onWait` hears why it has to wait.
 * Throws the last fault when the database does not within `limitMs`, and at once when the fault is not one that time
 * heals (wrong password, no such database).
 */
export async function waitForDatabase(
  url: string,
  limitMs: number,
  onWait: (error: unknown) => void = () => undefined,
): Promise<void> {
  await waitForService(() => withClient(url, (client) => client.query('SELECT 1')), {
    limitMs,
    isHealable: isConnectionFault,
    onWait,
  });
}
