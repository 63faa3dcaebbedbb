import { EngineFixture, FAILURE, findViolations, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';
import { BURST_PRIORITY, USUAL_PRIORITY } from './transitions/step';

const one = { triggeredBy: 'test' };
const ofMany = { triggeredBy: 'test', priority: BURST_PRIORITY };

let database: TestDatabase;
let engine: EngineFixture;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await engine.saveType('retrying', [{}, { maxRetries: 2, retryDelayMs: 60_000 }, {}]);
});

afterEach(async () => {
  expect(await findViolations(engine.sql)).toEqual([]);
  engine.queue.delivered.length = 0;
  await engine.rows('DELETE FROM process_record');
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

async function start(id: string, by: typeof ofMany | typeof one): Promise<void> {
  await engine.saveRecord(id, 'retrying', 3);
  await engine.runs.start(id, by);
}

async function endNext(result: typeof SUCCESS | typeof FAILURE): Promise<void> {
  const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
  if (!held) throw new Error('the claim was lost');
  await engine.attempts.end(held, result);
}

it.each([
  [USUAL_PRIORITY, one],
  [BURST_PRIORITY, ofMany],
])('a run keeps priority %d from its first step to its last, retries included', async (priority, by) => {
  await start('kept', by);
  const told: unknown[] = [];
  for (const result of [SUCCESS, FAILURE]) {
    told.push(engine.queue.delivered[0]?.priority);
    await endNext(result);
  }
  told.push(engine.queue.delivered[0]?.priority);
  expect(told).toEqual([priority, priority, priority]);
});

it('a sweep delivers what was started by itself before what was started among many, unless that waits for long', async () => {
  await start('many-old', ofMany);
  await start('many-new', ofMany);
  await start('single', one);
  await engine.rows(`
    UPDATE scheduled_tasks step SET execution_time = now() - interval '1 second' * CASE run.process_record_id
      WHEN 'many-old' THEN 61 WHEN 'many-new' THEN 30 ELSE 10 END
    FROM process_run run WHERE run.id = step.run_id`);
  engine.queue.delivered.length = 0;
  await engine.recovery.sweep();
  const names = await engine.rows('SELECT id::text, process_record_id AS name FROM tasks WHERE task_index = 0');
  expect(
    engine.queue.delivered.map(({ taskId, isOverdue }) => [names.find(({ id }) => id === taskId)?.name, isOverdue]),
  ).toEqual([
    ['many-old', true],
    ['single', false],
    ['many-new', false],
  ]);
});
