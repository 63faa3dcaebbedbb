import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import {
  EngineFixture,
  eventually,
  freePort,
  runTypescript,
  type TestDatabase,
  type TestRedis,
  type TypescriptProcess,
  temporaryFolder,
  testDatabase,
  testRedis,
} from '@app/testing';

const folder = temporaryFolder('start-first');
const services: TypescriptProcess[] = [];
const doors: Server[] = [];
let database: TestDatabase;
let redis: TestRedis;

beforeAll(async () => {
  [database, redis] = await Promise.all([testDatabase(), testRedis()]);
});

afterAll(async () => {
  await Promise.all(services.map((service) => service.end('SIGKILL')));
  for (const door of doors) door.close();
  await redis?.stop();
  await database?.drop();
  folder.remove();
});

function start(app: 'api' | 'worker', env: Record<string, string>): TypescriptProcess {
  const service = runTypescript(`apps/${app}/src/main.ts`, [], {
    env: { DATA_DIR: join(folder.path, app), ADMIN_PASSWORD: 'a password for tests', ...env },
  });
  services.push(service);
  return service;
}

/** The server behind the address, reached at a port of its own: closed until `open`. */
async function doorTo(address: string): Promise<{ url: string; open(): Promise<void> }> {
  const target = new URL(address);
  const url = new URL(address);
  url.port = String(await freePort());
  return {
    url: url.href,
    open: async () => {
      const door = createServer((socket) => {
        const behind = connect(Number(target.port), '127.0.0.1');
        for (const side of [socket, behind]) side.on('error', () => undefined);
        socket.pipe(behind).pipe(socket);
      });
      doors.push(door);
      await once(door.listen(Number(url.port), '127.0.0.1'), 'listening');
    },
  };
}

it('waits for PostgreSQL and then for Redis, says so, and begins when they are there', async () => {
  const [postgres, queue] = [await doorTo(database.url), await doorTo(redis.url)];
  const port = await freePort();
  const env = { DATABASE_URL: postgres.url, REDIS_URL: queue.url };
  const both = [start('worker', env), start('api', { ...env, PORT: String(port) })];
  await Promise.all(both.map((service) => service.line(/Waiting for the database at .*ECONNREFUSED/)));
  await postgres.open();
  await Promise.all(both.map((service) => service.line(/Waiting for Redis at .*ECONNREFUSED/)));
  await queue.open();
  await eventually('the API is ready', () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const engine = await EngineFixture.open(database.url);
  await eventually('the worker has registered', async () => (await engine.rows('SELECT FROM worker')).length === 1);
  await engine.close();
});

it.each(['worker', 'api'] as const)('ends the %s with a line when its time to wait is over', async (app) => {
  const nobody = (await doorTo(database.url)).url;
  const noDatabase = start(app, { DATABASE_URL: nobody, START_WAIT_MS: '300' });
  const noRedis = start(app, {
    DATABASE_URL: database.url,
    REDIS_URL: (await doorTo(redis.url)).url,
    START_WAIT_MS: '300',
  });
  expect(await noDatabase.ended).toEqual({ code: 78, signal: null });
  expect(noDatabase.output.at(-1)).toMatch(/^DATABASE_URL: the database cannot be used: .*ECONNREFUSED/);
  expect(await noRedis.ended).toEqual({ code: 78, signal: null });
  expect(noRedis.output.at(-1)).toMatch(/^REDIS_URL: Redis cannot be used: .*ECONNREFUSED/);
});

it('does not start with a Redis that evicts', async () => {
  const evicting = await testRedis({ maxmemoryPolicy: 'allkeys-lru' });
  const service = start('worker', { DATABASE_URL: database.url, REDIS_URL: evicting.url });
  expect(await service.ended).toEqual({ code: 78, signal: null });
  expect(service.output).toEqual([expect.stringMatching(/^REDIS_URL: the server's maxmemory-policy is 'allkeys-lru'/)]);
  await evicting.stop();
});
