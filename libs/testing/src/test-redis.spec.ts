import { once } from 'node:events';
import { createConnection } from 'node:net';
import { type TestRedis, testRedis } from './test-redis';

let redis: TestRedis;

beforeAll(async () => {
  redis = await testRedis();
});

afterAll(() => redis.stop());

async function ask(command: string): Promise<string> {
  const { hostname, port } = new URL(redis.url);
  const socket = createConnection(Number(port), hostname);
  socket.write(`${command}\r\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer).trim();
}

it('is a real Redis that never evicts', async () => {
  expect(await ask('CONFIG GET maxmemory-policy')).toContain('noeviction');
});

it('can be flushed', async () => {
  expect(await ask('SET key value')).toBe('+OK');
  await redis.flush();
  expect(await ask('GET key')).toBe('$-1');
});

it('can be killed and comes back empty on the same port', async () => {
  expect(await ask('SET key value')).toBe('+OK');
  await redis.kill9();
  await expect(ask('PING')).rejects.toThrow('ECONNREFUSED');
  await redis.restart();
  expect(await ask('GET key')).toBe('$-1');
});
