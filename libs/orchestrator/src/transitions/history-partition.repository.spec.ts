import { EngineFixture, findViolations, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';
import { HistoryPartitionRepository } from './history-partition.repository';

const DAY_MS = 86_400_000;
const by = { triggeredBy: 'test' };

let database: TestDatabase;
let engine: EngineFixture;
let partitions: HistoryPartitionRepository;

beforeEach(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  partitions = new HistoryPartitionRepository(engine.sql);
  await engine.saveType('two', [{}, {}]);
});

afterEach(async () => {
  await engine?.close();
  await database?.drop();
});

const tableOf = async (table: string, runId: string) =>
  (await engine.row(`SELECT DISTINCT tableoid::regclass::text AS name FROM ${table} WHERE run_id = $1`, [runId])).name;

/** As a database whose workers were away for long, and whose partitions are of the past. */
async function dropPartitions(): Promise<void> {
  for (const { suffix } of await partitions.list(0))
    await engine.rows(`DROP TABLE tasks_${suffix}, task_attempt_${suffix}, attempt_output_${suffix}`);
}

it('reaches two days ahead, without gap, however often it is asked for and by how many', async () => {
  await dropPartitions();
  const made = await Promise.all([1, 2, 3].map(() => partitions.ensureAhead(8 * DAY_MS)));
  expect(made.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(await partitions.ensureAhead(8 * DAY_MS)).toBe(0);
  const [today, tomorrow, dayAfter] = await partitions.list(0);
  expect(tomorrow?.fromId).toBe(today?.beforeId);
  expect(dayAfter?.fromId).toBe(tomorrow?.beforeId);
  expect(
    await engine.row('SELECT first_id_at(now()) BETWEEN $1 AND $2 AS today', [today?.fromId, today?.beforeId]),
  ).toEqual({ today: true });
});

it('is as wide as an eighth of the retention, beginning where the narrower ones end', async () => {
  const narrow = await partitions.list(0);
  await partitions.ensureAhead(80 * DAY_MS);
  await partitions.ensureAhead(80 * DAY_MS);
  const all = await partitions.list(0);
  expect(all.slice(0, narrow.length)).toEqual(narrow);
  expect(all.map(({ fromId }) => fromId).slice(1)).toEqual(all.map(({ beforeId }) => beforeId).slice(0, -1));
  expect(all.length).toBeLessThanOrEqual(narrow.length + 1);
});

it('takes the rows of its time that came before it was there, of runs that go on as well', async () => {
  await dropPartitions();
  await engine.saveRecord('early', 'two', 2);
  const { runId } = await engine.runs.start('early', by);
  const held = await engine.attempts.claim(engine.queue.take(), 'worker');
  expect(await tableOf('tasks', runId)).toBe('tasks_default');
  await partitions.ensureAhead(8 * DAY_MS);
  expect(await tableOf('tasks', runId)).toMatch(/^tasks_\d{8}$/);
  expect(await tableOf('task_attempt', runId)).toMatch(/^task_attempt_\d{8}$/);
  if (!held) throw new Error('the claim was lost');
  expect(await engine.attempts.end(held, SUCCESS, { goOn: true })).toMatchObject({ kind: 'advanced' });
  expect(await findViolations(engine.sql)).toEqual([]);
});

it('is tried again while a lock is held, and holds nobody up meanwhile', async () => {
  await dropPartitions();
  let made: Promise<number> | undefined;
  await engine.sql.transaction(async (reader) => {
    await reader.query({ name: '', text: 'SELECT FROM tasks' });
    made = partitions.ensureAhead(8 * DAY_MS);
    for (let n = 0; n < 20; n += 1) await engine.rows('SELECT FROM tasks LIMIT 1');
  });
  expect(await made).toBe(3);
});

it('never has tasks while it waits for the attempts, which work locks first', async () => {
  await dropPartitions();
  let made: Promise<number> | undefined;
  await engine.sql.transaction(async (work) => {
    // Whoever waits looks for a deadlock at once, and would be the one that fails.
    await work.query({ name: '', text: `SET LOCAL deadlock_timeout = '1ms'` });
    await work.query({ name: '', text: 'LOCK TABLE task_attempt IN ROW EXCLUSIVE MODE' });
    made = partitions.ensureAhead(8 * DAY_MS);
    for (let waits = false; !waits; ) {
      const [found] = await engine.rows(`SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
      waits = found !== undefined;
    }
    await work.query({ name: '', text: 'UPDATE tasks SET exit_code = 0 WHERE run_id IS NOT NULL' });
  });
  expect(await made).toBe(3);
});

it('lets what runs be updated within its page', async () => {
  await partitions.ensureAhead(8 * DAY_MS);
  await engine.saveType(
    'ten',
    Array.from({ length: 10 }, () => ({})),
  );
  for (let run = 0; run < 20; run += 1) {
    await engine.saveRecord(`run-${run}`, 'ten', 10);
    await engine.runs.start(`run-${run}`, by);
    for (let held = await engine.attempts.claim(engine.queue.take(), 'worker'); held; ) {
      const ended = await engine.attempts.end(held, SUCCESS, { goOn: true });
      held = ended.kind === 'advanced' ? ended.next : null;
    }
  }
  // Of this session only: each connection of the pool counts for itself until it has nothing to do for a while.
  await engine.rows('SELECT pg_stat_force_next_flush() FROM generate_series(1, 20)');
  const { updates, hot } = await engine.row(`
    SELECT sum(n_tup_upd)::integer AS updates, sum(n_tup_hot_upd)::integer AS hot FROM pg_stat_user_tables
    WHERE relname LIKE 'tasks\\_%'`);
  expect(Number(updates)).toBeGreaterThan(0);
  expect(Number(hot) / Number(updates)).toBeGreaterThan(0.9);
});
