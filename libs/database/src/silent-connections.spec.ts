import { TcpProxy, type TestDatabase, testDatabase } from '@app/testing';
import { Pool } from 'pg';
import { answerWithinMs, connectWithinMs, dropSilentConnections } from './silent-connections';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.drop());

it('replaces all idle connections of a pool after the first one that does not answer', async () => {
  const url = new URL(database.url);
  const proxy = await TcpProxy.listen(Number(url.port));
  url.port = String(proxy.port);
  const pool = new Pool({ connectionString: url.href, max: 4, query_timeout: 2_000 });
  pool.on('error', () => undefined);
  dropSilentConnections(pool);
  try {
    await Promise.all(Array.from({ length: 4 }, () => pool.query('SELECT pg_sleep(0.05)')));
    expect(pool.idleCount).toBe(4);
    proxy.goHalfOpen();
    proxy.heal();
    await expect(pool.query('SELECT 1')).rejects.toThrow('Query read timeout');
    // One after the other, so that each would meet another silent connection.
    for (let index = 0; index < 4; index++)
      await expect(pool.query('SELECT 1')).resolves.toMatchObject({ rowCount: 1 });
  } finally {
    await pool.end();
    await proxy.close();
  }
});

it.each([
  [1_000, 2_000],
  [3_000, 2_000],
  [15_000, 7_500],
])('with a lease of %d ms an answer may take %d ms', (leaseMs, expected) => {
  expect(answerWithinMs(leaseMs)).toBe(expected);
});

it.each([
  [2_000, 2_000],
  [7_500, 5_000],
  [undefined, 5_000],
])('where an answer may take %s ms, a connection may take %d ms', (answerMs, expected) => {
  expect(connectWithinMs(answerMs)).toBe(expected);
});
