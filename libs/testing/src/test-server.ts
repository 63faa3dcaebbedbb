import { execFileSync, spawn } from 'node:child_process';
import { constants, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresServer } from '@app/database/embedded';
import { Client } from 'pg';
import { eventually } from './eventually';

/** Where the test server and its databases are. */
export const TEST_SERVER_FOLDER = join(__dirname, '../../../.test/postgres');

// Tests survive the loss of their data, and several workers with a pool each share the server.
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '500' };
const USERS_PIPE = join(TEST_SERVER_FOLDER, '..', 'postgres.users');
const POSTMASTER_FILE = join(TEST_SERVER_FOLDER, 'data', 'postmaster.pid');
const KEPT_FOR_SECONDS = 86_400;

let server: Promise<PostgresServer> | undefined;

/**
 * The PostgreSQL that all test processes of this checkout share. Started by the first that asks; ends by itself
 * when the last one that asked has ended, however it ended.
 */
export function testServer(): Promise<PostgresServer> {
  server ??= startOrJoin();
  return server;
}

async function startOrJoin(): Promise<PostgresServer> {
  mkdirSync(join(TEST_SERVER_FOLDER, '..'), { recursive: true });
  await holdUsersPipe();
  // A server that the run before has just left may still be told to end: then its successor is started.
  return eventually('the test server takes connections', async () => {
    const found = await PostgresServer.start({ folder: TEST_SERVER_FOLDER, settings: SETTINGS, log: () => undefined });
    return (await removeForgotten(found)) && found;
  });
}

/** Opens the pipe that tells the server's keeper that it has users; held until this process ends. */
async function holdUsersPipe(): Promise<void> {
  if (tryOpen()) return;
  try {
    execFileSync('mkfifo', ['-m', '600', USERS_PIPE], { stdio: 'ignore' });
  } catch {
    // It is there already, from an earlier run.
  }
  // Two at once start two keepers, which both wait for the last user.
  spawn(
    'sh',
    [
      '-c',
      'cat "$1" >/dev/null; read -r pid <"$2" && kill -INT "$pid"',
      'test-server-keeper',
      USERS_PIPE,
      POSTMASTER_FILE,
    ],
    { cwd: '/', detached: true, stdio: 'ignore' },
  ).unref();
  await eventually('the keeper of the test server listens', tryOpen);
}

/** A pipe can be opened for writing without waiting only while somebody reads it. */
function tryOpen(): boolean {
  try {
    openSync(USERS_PIPE, constants.O_WRONLY | constants.O_NONBLOCK);
    return true;
  } catch {
    return false;
  }
}

/** Drops what failed tests kept more than a day ago. False when the server does not take connections. */
async function removeForgotten(found: PostgresServer): Promise<boolean> {
  const client = new Client({ connectionString: found.url('postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    return false;
  }
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
      WHERE datname ~ '^test_[0-9]+_' AND split_part(datname, '_', 2)::bigint < extract(epoch FROM now()) - $1`,
    [KEPT_FOR_SECONDS],
  );
  for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.end();
  return true;
}
