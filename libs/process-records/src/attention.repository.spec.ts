import { EngineFixture, FAILURE, type TestDatabase, testDatabase } from '@app/testing';
import { AttentionRepository } from './attention.repository';
import { WaitingRepository } from './waiting.repository';

const TIMES = { leaseMs: 10_000, killGraceMs: 5_000, sweepMs: 1_000 };

let database: TestDatabase;
let engine: EngineFixture;
let attention: AttentionRepository;
let nextRecord = 0;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  attention = new AttentionRepository(engine.sql, new WaitingRepository(engine.sql, TIMES), TIMES);
  await engine.saveType('retried', [{ name: 'load', maxRetries: 1, retryDelayMs: 60_000 }]);
  await engine.saveType('once', [{ name: 'verify' }]);
});

afterEach(async () => {
  await engine.rows('DELETE FROM process_record');
  engine.queue.delivered.length = 0;
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

async function start(type: string): Promise<string> {
  const id = `${type}-${nextRecord++}`;
  await engine.saveRecord(id, type, 1);
  await engine.runs.start(id, { triggeredBy: 'test' });
  return id;
}

async function claim() {
  const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
  if (!held) throw new Error('the claim was lost');
  return held;
}

/** A record whose run failed that many seconds ago. */
async function failed(secondsAgo: number): Promise<string> {
  const id = await start('once');
  await engine.attempts.end(await claim(), FAILURE);
  await engine.rows(`UPDATE process_record SET failed_when = now() - $2 * interval '1 second' WHERE id = $1`, [
    id,
    secondsAgo,
  ]);
  return id;
}

/** A record whose step has been due for that many seconds. */
async function due(seconds: number): Promise<string> {
  const id = await start('once');
  engine.queue.take();
  await engine.rows(
    `UPDATE scheduled_tasks SET execution_time = now() - $2 * interval '1 second'
     WHERE run_id = (SELECT latest_run_id FROM process_record WHERE id = $1)`,
    [id, seconds],
  );
  return id;
}

it('tells what does not get on, the most urgent first, then what failed, the latest first', async () => {
  const older = await failed(500);
  const newer = await failed(20);
  const lost = await start('once');
  await claim();
  await engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = now() - interval '11 seconds' WHERE picked`);
  const waits = await due(61);
  await due(59);
  const retries = await start('retried');
  await engine.attempts.end(await claim(), FAILURE);
  engine.queue.take();
  await start('once');
  await claim();

  const rows = await attention.list(10);
  expect(rows.map(({ recordId, reason }) => [recordId, reason])).toEqual([
    [lost, 'worker-lost'],
    [waits, 'waiting'],
    [retries, 'retrying'],
    [newer, 'failed'],
    [older, 'failed'],
  ]);
  expect(rows.map(({ task }) => task?.taskName)).toEqual(['verify', 'verify', 'load', 'verify', 'verify']);
  expect(rows.map(({ waiting }) => waiting?.reason ?? null)).toEqual([
    'lease-recovery',
    'no-live-worker',
    'backoff',
    null,
    null,
  ]);
  expect(rows[3]).toMatchObject({ task: { taskIndex: 0, exitCode: 1 }, errorMessage: expect.any(String) });
});

it('leaves room for both what is stuck and what failed', async () => {
  for (let number = 0; number < 5; number++) {
    await failed(number);
    await due(70 + number);
  }
  const reasons = async (limit: number) => (await attention.list(limit)).map(({ reason }) => reason);
  expect(await reasons(4)).toEqual(['waiting', 'waiting', 'failed', 'failed']);
  expect(await reasons(9)).toEqual([...Array(4).fill('waiting'), ...Array(5).fill('failed')]);
});
