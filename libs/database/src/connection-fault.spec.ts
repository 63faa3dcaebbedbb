import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { freePort } from '@app/database/embedded';
import { type TestDatabase, testDatabase } from '@app/testing';
import { Client, Pool } from 'pg';
import { isConnectionFault } from './connection-fault';

// What the installed pg and pg-pool say in errors of their own, which carry no code.
const OF_CONNECTIONS = [
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'Query read timeout',
  'Received unexpected commandComplete message from backend.',
  'Received unexpected copyData message from backend.',
  'Received unexpected copyInResponse message from backend.',
  'Received unexpected dataRow message from backend.',
  'Received unexpected emptyQuery message from backend.',
  'Received unexpected parseComplete message from backend.',
  'Received unexpected portalSuspended message from backend.',
  'Received unexpected rowDescription message from backend.',
  'There was an error establishing an SSL connection',
  'timeout exceeded when trying to connect',
  'timeout expired',
];
// Mistakes in the use of the driver or in its settings: repeating the statement would not help.
const OF_USE = [
  'A query must have either text or a name. Supplying neither is unsupported.',
  'Called end on pool more than once',
  'Cannot use a pool after calling end on the pool',
  'Client has already been connected. You cannot reuse a client.',
  'Client was passed a null or undefined query',
  'Passing a function as the first parameter to pool.query is not supported',
  'Password must be a string',
  'Query values must be an array',
  'Release called on client which has already been released to the pool.',
  'The server does not support SSL connections',
  'callback is not a function',
  'sslnegotiation=direct requires SSL to be enabled',
  'unexpected condition',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

it('the lists are all that the installed drivers say', () => {
  const libraries = [dirname(require.resolve('pg')), dirname(require.resolve('pg-pool'))];
  const sources = libraries.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  const said = sources.flatMap((source) =>
    [...source.matchAll(/new (?:Type)?Error\(\s*'([^']+)'\s*[,)]/g)].map((found) => String(found[1])),
  );
  // Messages that begin with a literal and go on with a value are about that value.
  expect([...new Set(said)].sort()).toEqual([...OF_CONNECTIONS, ...OF_USE].sort());
});

it.each(OF_CONNECTIONS)('%s', (message) => expect(isConnectionFault(new Error(message))).toBe(true));
it.each(OF_USE)('not: %s', (message) => expect(isConnectionFault(new Error(message))).toBe(false));

/** What `work` throws. */
async function faultOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const newClient = async (options: { query_timeout?: number } = {}): Promise<Client> => {
  const client = new Client({ connectionString: database.url, ...options });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

describe('on a real server', () => {
  it('a session that the server ended, and each later use of it', async () => {
    const [client, killer] = [await newClient(), await newClient()];
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const running = faultOf(() => client.query('SELECT pg_sleep(60)'));
    await killer.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(isConnectionFault(await running)).toBe(true);
    expect(isConnectionFault(await faultOf(() => client.query('SELECT 1')))).toBe(true);
    await killer.end();
    expect(isConnectionFault(await faultOf(() => killer.query('SELECT 1')))).toBe(true);
  });

  it('a statement without an answer in time, and one that was cancelled', async () => {
    const client = await newClient({ query_timeout: 50 });
    expect(isConnectionFault(await faultOf(() => client.query('SELECT pg_sleep(60)')))).toBe(true);
    await client.end();
    const limited = await newClient();
    await limited.query('SET statement_timeout = 20');
    expect(isConnectionFault(await faultOf(() => limited.query('SELECT pg_sleep(60)')))).toBe(true);
    await limited.end();
  });

  it.each(['idle_in_transaction_session_timeout', 'idle_session_timeout'])('%s', async (setting) => {
    const client = await newClient();
    const ended = new Promise<unknown>((resolve) => client.once('error', resolve));
    await client.query(`SET ${setting} = 20`);
    if (setting.includes('transaction')) await client.query('BEGIN');
    expect(isConnectionFault(await ended)).toBe(true);
  });

  it('what is wrong with a statement is no connection fault', async () => {
    const client = await newClient();
    expect(isConnectionFault(await faultOf(() => client.query('SELECT 1 / 0')))).toBe(false);
    expect(isConnectionFault(await faultOf(() => client.query('SELEC')))).toBe(false);
    await client.end();
  });
});

describe('without a server', () => {
  it('a closed port, a socket that is not there, a name that nobody knows', async () => {
    for (const url of [
      `postgres://u:p@127.0.0.1:${await freePort()}/d`,
      `postgres://u:p@/d?host=/nowhere`,
      'postgres://u:p@no-such-host.invalid/d',
    ]) {
      const client = new Client({ connectionString: url });
      client.on('error', () => undefined);
      expect(isConnectionFault(await faultOf(() => client.connect()))).toBe(true);
    }
  });

  it('a server that says nothing, or hangs up', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { port: number };
      const url = `postgres://u:p@127.0.0.1:${port}/d`;
      const silent = new Client({ connectionString: url, connectionTimeoutMillis: 50 });
      silent.on('error', () => undefined);
      expect(isConnectionFault(await faultOf(() => silent.connect()))).toBe(true);
      const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 50 });
      pool.on('error', () => undefined);
      const faults = await Promise.all([faultOf(() => pool.query('SELECT 1')), faultOf(() => pool.query('SELECT 1'))]);
      expect(faults.map(isConnectionFault)).toEqual([true, true]);
      server.on('connection', (socket) => socket.destroy());
      const cut = new Client({ connectionString: url });
      cut.on('error', () => undefined);
      expect(isConnectionFault(await faultOf(() => cut.connect()))).toBe(true);
      await pool.end();
    } finally {
      server.close();
    }
  });
});
