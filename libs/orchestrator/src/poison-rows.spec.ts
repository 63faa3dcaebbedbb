import { EngineFixture, FAILURE, findViolations, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';

const by = { triggeredBy: 'test' };

let database: TestDatabase;
let engine: EngineFixture;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await engine.saveType('two', [{}, {}]);
});

afterEach(async () => {
  expect(await findViolations(engine.sql)).toEqual([]);
  engine.queue.delivered.length = 0;
  engine.faults.length = 0;
  await engine.rows('DELETE FROM process_record');
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

async function start(id: string): Promise<string> {
  await engine.saveRecord(id, 'two', 2);
  return (await engine.runs.start(id, by)).runId;
}

async function claimNext(worker = 'worker-1') {
  const held = await engine.attempts.claim(engine.queue.take(), worker);
  if (!held) throw new Error('the claim was lost');
  return held;
}

const record = (id: string) => engine.row('SELECT * FROM process_record WHERE id = $1', [id]);

/** Lets the lease of everything that is picked run out. */
const silence = () => engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = now() - interval '1 hour' WHERE picked`);

/** Makes the run's step point to another task. */
async function pointTo(runId: string, taskId: string): Promise<void> {
  await engine.rows('UPDATE scheduled_tasks SET task_instance = $2 WHERE run_id = $1', [runId, taskId]);
}

/** Sweeps until what is due was delivered, has been claimed, and was found silent; does all that can be run. */
async function workOff(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await engine.rows(`UPDATE scheduled_tasks SET execution_time = now() - interval '1 minute' WHERE NOT picked`);
    engine.queue.delivered.length = 0;
    await engine.recovery.sweep();
    for (const step of engine.queue.delivered.splice(0)) {
      const held = await engine.attempts.claim(step, 'worker-1');
      if (held) await engine.attempts.end(held, SUCCESS);
    }
    await silence();
  }
}

describe('a step that leads to nothing fails its own run, by name, and no other', () => {
  it.each<[string, (runId: string) => Promise<string>, RegExp]>([
    ['a task that does not exist', async () => uuidv7(), /points to task [0-9a-f-]{36}, which it does not have/],
    [
      'a task of another run',
      async () => {
        const other = await start('other');
        await engine.runs.stop('other', by);
        return String((await engine.row('SELECT id FROM tasks WHERE run_id = $1 AND task_index = 1', [other])).id);
      },
      /which it does not have/,
    ],
    [
      'a task that is done',
      async (runId) => {
        const first = 'run_id = $1 AND task_index = 0';
        await engine.rows(
          `UPDATE tasks SET status = 'COMPLETED', started_at = now(), completed_at = now() WHERE ${first}`,
          [runId],
        );
        return String((await engine.row(`SELECT id FROM tasks WHERE ${first}`, [runId])).id);
      },
      /points to task 'task-0', which is COMPLETED/,
    ],
  ])('%s', async (_, target, reason) => {
    await start('well');
    const runId = await start('broken');
    const instance = await target(runId);
    await pointTo(runId, instance);
    await workOff();
    expect(await record('well')).toMatchObject({ current_status: 'COMPLETED' });
    const failed = await record('broken');
    expect(failed).toMatchObject({ current_status: 'FAILED', last_error_message: expect.stringMatching(reason) });
    expect(failed.failed_when).toBeInstanceOf(Date);
    expect(engine.faults).toEqual([runId]);
    await expect(engine.runs.start('broken', by)).resolves.toMatchObject({ runNumber: 2 });
  });
});

it('a step that was left over from a finished run runs nothing and goes away', async () => {
  const runId = await start('over');
  await engine.runs.stop('over', by);
  await engine.rows(
    `INSERT INTO scheduled_tasks (task_name, task_instance, run_id, execution_time)
      SELECT 'process-task', id, run_id, now() FROM tasks WHERE run_id = $1 AND task_index = 1`,
    [runId],
  );
  await workOff();
  expect(await engine.rows('SELECT FROM scheduled_tasks')).toEqual([]);
  expect(await record('over')).toMatchObject({ current_status: 'STOPPED' });
  expect(await engine.rows('SELECT FROM task_attempt WHERE run_id = $1', [runId])).toEqual([]);
});

it('a run whose step leads to nothing can be stopped', async () => {
  const runId = await start('stopped');
  await pointTo(runId, uuidv7());
  await engine.runs.stop('stopped', by);
  expect(await record('stopped')).toMatchObject({ current_status: 'STOPPED' });
});

it('a run ends although its task was removed while the command ran', async () => {
  await engine.saveType('single', [{}]);
  await engine.saveRecord('removed', 'single', 1);
  await engine.runs.start('removed', by);
  const held = await claimNext();
  await engine.rows('DELETE FROM tasks WHERE id = $1', [held.taskId]);
  await engine.attempts.end(held, FAILURE);
  expect(await record('removed')).toMatchObject({ current_status: 'FAILED' });
});

it('the database takes no step whose instance cannot be the id of a task', async () => {
  const runId = await start('malformed');
  for (const instance of ['', 'task:1', `${uuidv7()}0`])
    await expect(pointTo(runId, instance)).rejects.toMatchObject({ code: '23514' });
});

it('rows that cannot be recovered do not keep others from it', async () => {
  for (const id of ['poisoned-1', 'well-1', 'poisoned-2', 'well-2']) {
    await start(id);
    await claimNext('gone');
  }
  // Two lost attempts, and two of stopped runs.
  for (const id of ['poisoned-2', 'well-2']) await engine.runs.stop(id, by);
  await engine.rows(`UPDATE process_run SET completed_at = now() - interval '1 hour' WHERE completed_at IS NOT NULL`);
  const poisoned = await engine.rows(
    `SELECT a.task_id AS id FROM task_attempt a JOIN tasks t ON t.id = a.task_id
      WHERE t.process_record_id LIKE 'poisoned-%' ORDER BY t.process_record_id`,
  );
  const ids = poisoned.map((row) => `'${row.id}'`).join(', ');
  await engine.rows(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'poisoned'; END $$;
    CREATE TRIGGER poison BEFORE UPDATE ON task_attempt FOR EACH ROW
      WHEN (OLD.task_id::text IN (${ids})) EXECUTE FUNCTION refuse();`);
  await silence();
  await engine.recovery.sweep();
  await engine.rows('DROP TRIGGER poison ON task_attempt');
  expect(await record('well-1')).toMatchObject({ current_status: 'FAILED' });
  expect(
    await engine.rows(
      `SELECT t.process_record_id AS id FROM task_attempt a JOIN tasks t ON t.id = a.task_id
        WHERE a.completed_at IS NULL ORDER BY 1`,
    ),
  ).toEqual([{ id: 'poisoned-1' }, { id: 'poisoned-2' }]);
  expect([...engine.faults].sort()).toEqual(poisoned.map((row) => row.id).sort());
});
