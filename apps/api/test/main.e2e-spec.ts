import { once } from 'node:events';
import { createServer } from 'node:net';
import {
  freePort,
  runTypescript,
  type TestDatabase,
  type TypescriptProcess,
  temporaryFolder,
  testDatabase,
} from '@app/testing';
import { ADMIN, basic } from './api-fixture';
import { DatabaseProxy } from './database-proxy';

const FATAL = 78;

let database: TestDatabase;
const types = temporaryFolder('types');
const started: TypescriptProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const { child } of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
});
afterAll(async () => {
  await database.drop();
  types.remove();
});

function start(env: Record<string, string> = {}, ipc = false): TypescriptProcess {
  const api = runTypescript('apps/api/src/main.ts', [], {
    env: { DATABASE_URL: database.url, PROCESS_TYPES_DIR: types.path, ADMIN_PASSWORD: ADMIN.password, ...env },
    ipc,
  });
  started.push(api);
  return api;
}

async function startListening(ipc = false): Promise<{ api: TypescriptProcess; url: string }> {
  const port = await freePort();
  const api = start({ PORT: String(port), LOG_LEVEL: 'debug' }, ipc);
  await api.line(/The API listens on/);
  return { api, url: `http://127.0.0.1:${port}` };
}

const headers = { Authorization: basic(ADMIN.username, ADMIN.password) };

it('serves, logs each request with its id and no secret, and stops on SIGTERM though streams are open', async () => {
  const { api, url } = await startListening();
  const stream = await fetch(`${url}/api/events`, { headers });
  expect(stream.status).toBe(200);
  const body = JSON.stringify({ type: 'single-task-process', id: 'logged', start: true });
  const json = { ...headers, 'Content-Type': 'application/json', 'X-Request-Id': 'trace-7' };
  const { runId } = (await (await fetch(`${url}/process-records`, { method: 'POST', headers: json, body })).json()) as {
    runId: string;
  };
  const line = JSON.parse(await api.line(/POST \/process-records 201/)) as Record<string, unknown>;
  expect(line).toMatchObject({ level: 30, service: 'api', requestId: 'trace-7', recordId: 'logged', runId });

  const startedAt = performance.now();
  expect(await api.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  await stream.text().catch(() => '');
  const output = api.output.join('\n');
  expect(output).not.toContain(ADMIN.password);
  expect(output.toLowerCase()).not.toContain('authorization');
  expect(output).not.toContain(headers.Authorization);
});

it('stops when its launcher is gone', async () => {
  const { api } = await startListening(true);
  const exit = once(api.child, 'exit');
  api.child.disconnect();
  expect(await exit).toEqual([0, null]);
});

it('two at once share the database', async () => {
  const [first, second] = await Promise.all([startListening(), startListening()]);
  const list = async (url: string) => (await (await fetch(`${url}/process-types`, { headers })).json()) as unknown;
  expect(await list(first.url)).toEqual(await list(second.url));
});

it('waits for a database that comes later', async () => {
  const proxy = await DatabaseProxy.start(database.url);
  proxy.refuse();
  const api = start({ PORT: String(await freePort()), DATABASE_URL: proxy.url });
  await api.line(/Waiting for the database/);
  proxy.restore();
  await api.line(/The API listens on/);
  await proxy.close();
});

describe('one clear line and an exit code that says not to try again', () => {
  it('for a port in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const api = start({ PORT: String(port), LOG_LEVEL: 'error' });
    expect(await api.ended).toMatchObject({ code: FATAL });
    expect(api.output).toEqual([`PORT: 127.0.0.1:${port} is in use by another program`]);
    taken.close();
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a well-known password', { ADMIN_PASSWORD: 'admin123' }, /^ADMIN_PASSWORD must be/],
    ['an address of another machine', { HOST: '192.0.2.1' }, /^HOST: 192\.0\.2\.1 is not an address of this machine/],
    ['a database that does not exist', { DATABASE_URL: '' }, /^DATABASE_URL/],
  ])('for %s', async (_, env, expected) => {
    const api = start({ LOG_LEVEL: 'error', PORT: String(await freePort()), ...env });
    expect(await api.ended).toMatchObject({ code: FATAL });
    expect(api.output).toEqual([expect.stringMatching(expected)]);
  });

  it('for no password while there is no administrator', async () => {
    const empty = await testDatabase();
    try {
      const env = { LOG_LEVEL: 'error', PORT: String(await freePort()), ADMIN_PASSWORD: '', DATABASE_URL: empty.url };
      const api = start(env);
      expect(await api.ended).toMatchObject({ code: FATAL });
      expect(api.output).toEqual([expect.stringMatching(/^ADMIN_PASSWORD must be set/)]);
    } finally {
      await empty.drop();
    }
  });

  it('for a database with another name', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    const api = start({ LOG_LEVEL: 'error', DATABASE_URL: url.href });
    expect(await api.ended).toMatchObject({ code: FATAL });
    expect(api.output).toEqual([expect.stringMatching(/^DATABASE_URL: .*no_such_database/)]);
  });
});
