import { hostname } from 'node:os';
import { loadConfig } from '@app/config';
import { withClient } from '@app/database';

const HEARTBEAT = `
  SELECT EXISTS (
    SELECT FROM worker
    WHERE host = $1 AND stopped_at IS NULL AND last_heartbeat_at > now() - $2 * interval '1 millisecond'
  ) AS alive`;

/** For a container's health check: exit code 0 when a worker on this host has renewed its lease in time. */
async function main(): Promise<void> {
  const { databaseUrl, leaseMs } = loadConfig();
  const alive = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ alive: boolean }>(HEARTBEAT, [hostname(), leaseMs]);
    return rows[0]?.alive ?? false;
  });
  if (!alive) throw new Error(`No worker on ${hostname()} has sent a heartbeat within ${leaseMs} ms`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
