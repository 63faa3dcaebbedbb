import { hostname } from 'node:os';
import { loadConfig } from '@app/config';
import { withClient } from '@app/database';

const HEARTBEAT = `
  SELECT degraded FROM worker
  WHERE host = $1 AND stopped_at IS NULL AND last_heartbeat_at > now() - $2 * interval '1 millisecond'`;

/**
 * For a container's health check: exit code 0 when a worker on this host has renewed its lease in time. What such a
 * worker suffers from is printed, but does not count: it mends by itself, and a restart would not help.
 */
async function main(): Promise<void> {
  const { databaseUrl, leaseMs } = loadConfig();
  const alive = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ degraded: string | null }>(HEARTBEAT, [hostname(), leaseMs]);
    return rows;
  });
  for (const { degraded } of alive) process.stdout.write(`${degraded === null ? 'well' : `degraded, ${degraded}`}\n`);
  if (alive.length === 0) throw new Error(`No worker on ${hostname()} has sent a heartbeat within ${leaseMs} ms`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
