import { EngineFixture, eventually, FAILURE, findViolations, type TestDatabase, testDatabase } from '@app/testing';
import { Client } from 'pg';

const by = { triggeredBy: 'test' };
const ENDED = { ...FAILURE, outcome: 'STOPPED' } as const;

let database: TestDatabase;
let engine: EngineFixture;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await engine.saveType('one', [{}]);
});

afterEach(async () => {
  expect(await findViolations(engine.sql)).toEqual([]);
  engine.queue.delivered.length = 0;
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

async function claimNext() {
  const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
  if (!held) throw new Error('the claim was lost');
  return held;
}

/** A stopped run of the record whose command has not ended yet. */
async function startAndStop(id: string) {
  await engine.runs.start(id, by);
  // Where an earlier command is ending, the hold runs out.
  await engine.rows('UPDATE scheduled_tasks SET execution_time = now()');
  const held = await claimNext();
  await engine.runs.stop(id, by);
  return held;
}

it('a run waits for the commands of all earlier runs of its record', async () => {
  await engine.saveRecord('twice', 'one', 1);
  const [first, second] = [await startAndStop('twice'), await startAndStop('twice')];
  const { runId } = await engine.runs.start('twice', by);
  const early = engine.queue.take();
  await engine.attempts.end(first, ENDED);
  expect(engine.queue.delivered).toEqual([]);
  expect(await engine.attempts.claim(early, 'worker-1')).toBeNull();
  await engine.attempts.end(second, ENDED);
  expect((await claimNext()).runId).toBe(runId);
});

it('a run that is being made while the command ends does not wait for it', async () => {
  await engine.saveRecord('raced', 'one', 1);
  const held = await startAndStop('raced');
  const blocker = new Client({ connectionString: database.url });
  await blocker.connect();
  try {
    await blocker.query('BEGIN');
    await blocker.query(`SELECT FROM process_record WHERE id = 'raced' FOR UPDATE`);
    // The start has taken its picture, in which the command runs, and waits for the record.
    const starting = engine.runs.start('raced', by);
    await eventually('the start waits', async () => {
      const { rowCount } = await blocker.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rowCount === 1;
    });
    await engine.attempts.end(held, ENDED);
    await blocker.query('COMMIT');
    const { runId } = await starting;
    expect(await claimNext()).toMatchObject({ runId });
  } finally {
    await blocker.end();
  }
});

it('the end of a command releases a run even when the first answer of the database is lost', async () => {
  await engine.saveRecord('answered-late', 'one', 1);
  const held = await startAndStop('answered-late');
  await engine.runs.start('answered-late', by);
  engine.queue.take();
  // The attempt was closed, and the worker never heard of it: it reports again.
  await engine.rows(`UPDATE task_attempt SET completed_at = now(), outcome = 'STOPPED' WHERE task_id = $1`, [
    held.taskId,
  ]);
  await engine.attempts.end(held, ENDED);
  await expect(claimNext()).resolves.toMatchObject({ recordId: 'answered-late' });
});
