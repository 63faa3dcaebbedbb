import { EngineFixture, FAILURE, findViolations, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';
import { REMOVE_RUNS, RetentionRepository } from './retention.repository';

const DAY_MS = 86_400_000;
const by = { triggeredBy: 'test' };

let database: TestDatabase;
let engine: EngineFixture;
let retention: RetentionRepository;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  retention = new RetentionRepository(engine.sql);
  await engine.saveType('three', [{}, {}, {}]);
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

/** Lets the record's run do tasks with these results; the run is then `ageDays` old. */
async function finish(runId: string, results: (typeof SUCCESS)[], ageDays: number): Promise<void> {
  for (const result of results) {
    const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
    if (!held) throw new Error('the claim was lost');
    await engine.attempts.end(held, result);
  }
  await engine.rows(`UPDATE process_run SET completed_at = now() - $2 * interval '1 day' WHERE id = $1`, [
    runId,
    ageDays,
  ]);
}

const runsOf = async (id: string) =>
  (await engine.rows('SELECT id FROM process_run WHERE process_record_id = $1 ORDER BY run_number', [id])).map(
    (row) => row.id,
  );

/** A run that failed at its last task, resumed at its second and third. */
async function resumedTwice(id: string, ages: readonly [number, number, number]): Promise<string[]> {
  await engine.saveRecord(id, 'three', 3);
  const first = await engine.runs.start(id, by);
  await finish(first.runId, [SUCCESS, FAILURE], ages[0]);
  const second = await engine.runs.resume(id, by);
  await finish(second.runId, [SUCCESS, FAILURE], ages[1]);
  const third = await engine.runs.resume(id, by);
  await finish(third.runId, [SUCCESS], ages[2]);
  return [first.runId, second.runId, third.runId];
}

it('keeps the runs in which the tasks that the newest run skipped were finished', async () => {
  const runs = await resumedTwice('resumed', [300, 200, 100]);
  expect(await retention.removeOlderThan(30 * DAY_MS)).toBe(0);
  expect(await runsOf('resumed')).toEqual(runs);
  const dangling = await engine.rows(
    `SELECT FROM tasks t LEFT JOIN tasks kept ON kept.id::text = t.metadata->'keptFrom'->>'taskId'
      WHERE t.status = 'SKIPPED' AND kept.id IS NULL`,
  );
  expect(dangling).toEqual([]);
});

it('keeps them for a resumed run that is not the newest, until that one is old as well', async () => {
  const [first, second, third] = await resumedTwice('superseded', [300, 200, 10]);
  const { runId: newest } = await engine.runs.start('superseded', by);
  await finish(newest, [SUCCESS, SUCCESS, SUCCESS], 5);
  expect(await retention.removeOlderThan(30 * DAY_MS)).toBe(0);
  expect(await runsOf('superseded')).toEqual([first, second, third, newest]);
  // Once the resumed run is too old, it goes together with what it pointed to.
  expect(await retention.removeOlderThan(8 * DAY_MS)).toBe(3);
  expect(await runsOf('superseded')).toEqual([newest]);
  expect(await findViolations(engine.sql)).toEqual([]);
});

it('removes the history of records that were never resumed, but for the newest run', async () => {
  await engine.saveRecord('plain', 'three', 3);
  for (const age of [90, 80, 70]) {
    const { runId } = await engine.runs.start('plain', by);
    await finish(runId, [FAILURE], age);
  }
  expect(await retention.removeOlderThan(30 * DAY_MS)).toBe(2);
  expect(await runsOf('plain')).toHaveLength(1);
});

it('asks an index for the runs that skipped tasks of a run', async () => {
  await engine.rows(`
    INSERT INTO process_record (id, type, total_tasks) SELECT 'bulk-' || n, 'three', 1 FROM generate_series(1, 200) n`);
  await engine.rows(`
    INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger,
      triggered_by, completed_at)
    SELECT gen_random_uuid(), id, n, 'three', 1, 'COMPLETED', 5, 'manual', 'test', now() - interval '60 days'
    FROM process_record, generate_series(1, 3) n WHERE id LIKE 'bulk-%'`);
  await engine.rows(`
    INSERT INTO tasks (id, process_record_id, run_id, task_index, task_name, status, command, metadata)
    SELECT gen_random_uuid(), process_record_id, id, n, 'task', 'SKIPPED', 'true',
      jsonb_build_object('keptFrom', jsonb_build_object('runId', gen_random_uuid()))
    FROM process_run, generate_series(1, 5) n WHERE process_record_id LIKE 'bulk-%'`);
  await engine.rows('ANALYZE');
  const text = REMOVE_RUNS.text.replaceAll('$1', String(30 * DAY_MS)).replaceAll('$2', '500');
  const plan = (await engine.rows(`EXPLAIN ${text}`)).map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('tasks_kept_from');
  expect(plan).not.toContain('Seq Scan on tasks');
});
