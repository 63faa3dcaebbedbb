import type { Server } from 'node:http';
import { eventually } from '@app/testing';
import { USUAL_LIMITS } from '../src/http/server-limits';
import { AccessClient, createUser, signIn } from './access-client';
import { ADMIN, ApiFixture, basic } from './api-fixture';
import { EventReader } from './event-reader';
import { RawClient } from './raw-client';

const STREAMS = 3;
const STARTS = 6;
const KIB = 1024;

let api: ApiFixture;
const clients: RawClient[] = [];

beforeAll(async () => {
  api = await ApiFixture.start({
    environment: { STREAMS_PER_USER: String(STREAMS), STARTS_PER_MINUTE: String(STARTS) },
  });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => api.close());

async function connect(to = api): Promise<RawClient> {
  const client = await RawClient.open(to);
  clients.push(client);
  return client;
}

const authorized = `Authorization: ${basic(ADMIN.username, ADMIN.password)}`;

let users = 0;
async function newUser(role: 'viewer' | 'operator'): Promise<AccessClient> {
  const name = `limited-${++users}`;
  await createUser(api, name, role);
  return AccessClient.withPassword(api, name);
}

describe('streams', () => {
  it('a user has at most so many, with whatever they are opened, and another one when one is closed', async () => {
    const user = await newUser('viewer');
    const made = await user.json<{ secret: string }>('/api/tokens', {
      method: 'POST',
      body: { name: 'follower', role: 'viewer' },
    });
    const token = AccessClient.withToken(api, made.secret);
    const open = ({ headers }: AccessClient) => EventReader.open(api, '/api/events', undefined, headers);
    const readers = [await open(user), await open(token), await open(user)];
    for (const client of [user, token]) {
      const refused = await client.fetch('/api/events');
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
      expect(await refused.json()).toMatchObject({ detail: 'You have 3 streams open already, and may have 3.' });
    }
    const stranger = await open(await newUser('viewer'));
    readers[0]?.close();
    const again = await eventually('a place', () => open(token).catch(() => null));
    for (const reader of [...readers, stranger, again]) reader.close();
  });
});

describe('creating and starting', () => {
  const create = (client: AccessClient, id: string, start = false) =>
    client.status('/process-records', { method: 'POST', body: { id, type: 'single-task-process', start } });

  it('so many in a minute, for a user and for each token by itself', async () => {
    const user = await newUser('operator');
    const made = await user.json<{ secret: string }>('/api/tokens', {
      method: 'POST',
      body: { name: 'script', role: 'operator' },
    });
    const statuses: number[] = [];
    for (let n = 0; n < STARTS + 1; n++) statuses.push(await create(user, `counted-${n}`));
    expect(statuses).toEqual([...Array<number>(STARTS).fill(201), 429]);
    const refused = await user.fetch('/process-records/counted-0/start', { method: 'POST' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      detail: expect.stringMatching(/^At most 6 records .* try again in \d+ s\.$/),
    });
    expect(await user.status('/process-records/counted-0')).toBe(200);
    // Stopping, deleting and reading are no starts.
    expect(await user.status('/process-records/counted-1', { method: 'DELETE' })).toBe(200);
    const script = AccessClient.withToken(api, made.secret);
    expect([await create(script, 'by-script', true), await create(await newUser('operator'), 'by-other')]).toEqual([
      201, 201,
    ]);
  });

  it('of a request for many all are started or none', async () => {
    const user = await newUser('operator');
    const ids = ['bulk-1', 'bulk-2', 'bulk-3', 'bulk-4'];
    for (const id of ids) await create(AccessClient.withPassword(api, ADMIN.username, ADMIN.password), id);
    const bulk = (action: string) => user.status('/process-records/bulk', { method: 'POST', body: { action, ids } });
    expect([await bulk('start'), await bulk('stop'), await bulk('start')]).toEqual([200, 200, 429]);
    const [{ runs } = { runs: 0 }] = await api.engine.rows(
      `SELECT count(*)::integer AS runs FROM process_run WHERE process_record_id LIKE 'bulk-%'`,
    );
    expect(runs).toBe(ids.length);
    // What is left is left.
    expect(await create(user, 'one-more', true)).toBe(201);
    expect(await create(user, 'too-many')).toBe(429);
  });
});

describe('what nobody in particular sends', () => {
  it('a huge body with wrong credentials is answered at once, not read and not waited for', async () => {
    const client = (await connect()).read();
    client.send(
      'POST /process-records HTTP/1.1',
      'Host: x',
      `Authorization: ${basic(ADMIN.username, 'wrong')}`,
      'Content-Type: application/json',
      `Content-Length: ${KIB ** 3}`,
      '',
      '',
    );
    // Not one byte of the body is sent before the answer is there.
    expect(await client.status()).toBe(401);
    await client.closedByServer();
  });

  it('a body that is sent without end is not taken to the end', async () => {
    const client = (await connect()).read();
    client.send(
      'POST /process-records HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      `Content-Length: ${KIB ** 3}`,
      '',
      '',
    );
    client.flood(Buffer.alloc(64 * KIB, ' '));
    await client.closedByServer();
    expect(client.server.bytesRead).toBeLessThan(16 * KIB ** 2);
  });

  it('a name and a password are short', async () => {
    expect((await signIn(api, ADMIN.username, 'x'.repeat(20 * KIB))).status).toBe(413);
  });

  it.each([
    ['headers', ['GET /health/live HTTP/1.1', 'Host: x', `X-Long: ${'x'.repeat(20 * KIB)}`, '', '']],
    ['an address', [`GET /${'x'.repeat(20 * KIB)} HTTP/1.1`, 'Host: x', '', '']],
  ])('%s of more than 16 KiB are refused', async (_, lines) => {
    expect(
      await (await connect())
        .read()
        .send(...lines)
        .status(),
    ).toBe(431);
  });
});

describe('whoever takes long', () => {
  // Nothing but what is cut off is sent to it: on a busy machine others could be too slow for this as well.
  let hasty: ApiFixture;
  beforeAll(async () => {
    hasty = await ApiFixture.start({ limits: { headersMs: 150, requestMs: 150, checkMs: 20 } });
  });
  afterAll(() => hasty.close());

  it.each([
    ['headers', ['GET /health/live HTTP/1.1', 'Host: x']],
    [
      'a body',
      [
        'POST /process-records HTTP/1.1',
        'Host: x',
        authorized,
        'Content-Type: application/json',
        'Content-Length: 100',
        '',
        '{',
      ],
    ],
  ])('over %s is cut off', async (_, lines) => {
    const client = (await connect(hasty)).read().send(...lines);
    expect(await client.status()).toBe(408);
    await client.closedByServer();
  });

  it('over reading a download is cut off, and holds nothing of the database meanwhile', async () => {
    await api.post('/process-records', { id: 'logged', type: 'single-task-process', start: true }, 201);
    const { id } = await api.engine.row(`SELECT id FROM tasks WHERE process_record_id = 'logged'`);
    await api.engine.rows(
      `WITH begun AS (
         INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, completed_at, outcome, exit_code)
         SELECT id, 1, run_id, 'w', now(), 'SUCCEEDED', 0 FROM tasks WHERE id = $1)
       INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
       SELECT (SELECT run_id FROM tasks WHERE id = $1), $1, 1, n, n * 262144, 1 + n * 2048, 2048, $2 FROM generate_series(0, 199) n`,
      [id, Buffer.alloc(256 * KIB, 'x'.repeat(127).concat('\n'))],
    );
    const server = api.app.getHttpServer() as Server;
    expect(server.timeout).toBe(USUAL_LIMITS.stalledMs);
    server.timeout = 2_000;
    const client = await connect();
    server.timeout = USUAL_LIMITS.stalledMs;
    client.send(`GET /api/task-details/${String(id)}/log?download=true HTTP/1.1`, 'Host: x', authorized, '', '');
    await eventually('what the sockets hold is sent', () => client.server.writableNeedDrain);
    await eventually('no transaction waits for the client', async () => {
      const [held] = await api.engine.rows(
        `SELECT count(*)::integer AS count FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
      );
      return held?.count === 0;
    });
    await client.closedByServer();
    expect(client.server.bytesWritten).toBeLessThan(32 * KIB ** 2);
  });
});
