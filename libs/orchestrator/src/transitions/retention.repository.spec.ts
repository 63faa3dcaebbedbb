import { EngineFixture, FAILURE, findViolations, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';
import { HistoryPartitionRepository } from './history-partition.repository';
import { REMOVE_RUNS, RetentionRepository } from './retention.repository';

const DAY_MS = 86_400_000;
const RETENTION_MS = 30 * DAY_MS;
const by = { triggeredBy: 'test' };
const OUTPUT = {
  tail: 'said\n',
  bytes: 5,
  truncated: false,
  lastChunk: { chunk: 0, byteOffset: 0, firstLine: 1, lineCount: 1, data: Buffer.from('said\n') },
};

let database: TestDatabase;
let engine: EngineFixture;
let retention: RetentionRepository;
let partitions: HistoryPartitionRepository;

beforeEach(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  retention = new RetentionRepository(engine.sql);
  partitions = new HistoryPartitionRepository(engine.sql);
  await engine.saveType('three', [{}, {}, {}]);
});

afterEach(async () => {
  await engine?.close();
  await database?.drop();
});

/** A partition for the day so many days ago, for each of them. */
async function makePartitions(daysAgo: readonly number[]): Promise<void> {
  await engine.rows(
    `SELECT ensure_history_partitions(day, day + interval '1 microsecond', 1)
     FROM unnest($1::integer[]) days, LATERAL (SELECT now() - days * interval '24 hours' AS day) moment`,
    [daysAgo],
  );
}

/** Lets the record's run do tasks with these results; the run was then started so many days ago. Gives its new id. */
async function finish(runId: string, results: (typeof SUCCESS)[], ageDays: number): Promise<string> {
  for (const result of results) {
    const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
    if (!held) throw new Error('the claim was lost');
    await engine.attempts.end(held, { ...result, output: OUTPUT });
  }
  return age(runId, ageDays);
}

async function age(runId: string, days: number): Promise<string> {
  const { id } = await engine.row(
    `SELECT (left(first_id_at(time_of_id($1) - $2 * interval '24 hours')::text, 13) || substr($1::text, 14))::uuid AS id`,
    [runId, days],
  );
  for (const table of ['tasks', 'task_attempt', 'attempt_output'])
    await engine.rows(`UPDATE ${table} SET run_id = $2 WHERE run_id = $1`, [runId, id]);
  await engine.rows(
    `UPDATE tasks SET metadata = jsonb_set(metadata, '{keptFrom,runId}', to_jsonb($2::uuid))
     WHERE metadata->'keptFrom'->>'runId' = $1::text`,
    [runId, id],
  );
  await engine.rows('UPDATE process_record SET latest_run_id = $2 WHERE latest_run_id = $1', [runId, id]);
  await engine.rows(
    `UPDATE process_run SET id = $2, started_at = started_at - $3 * interval '24 hours',
       completed_at = completed_at - $3 * interval '24 hours' WHERE id = $1`,
    [runId, id, days],
  );
  return String(id);
}

const runsOf = async (id: string) =>
  (await engine.rows('SELECT id FROM process_run WHERE process_record_id = $1 ORDER BY run_number', [id])).map(
    (row) => row.id,
  );

/** Rows of the runs by table, and how many are of runs that are gone. */
const rows = async () =>
  engine.row(`
    SELECT (SELECT count(*)::integer FROM tasks) AS tasks, (SELECT count(*)::integer FROM task_attempt) AS attempts,
      (SELECT count(*)::integer FROM attempt_output) AS chunks,
      (SELECT count(*)::integer FROM tasks WHERE run_id NOT IN (SELECT id FROM process_run)) AS orphans`);

const suffixes = async () =>
  (await partitions.list(RETENTION_MS)).filter(({ isExpired }) => isExpired).map(({ suffix }) => suffix);

/** A run that failed at its last task, resumed at its second and third. */
async function resumedTwice(id: string, ages: readonly [number, number, number]): Promise<string[]> {
  await engine.saveRecord(id, 'three', 3);
  const first = await finish((await engine.runs.start(id, by)).runId, [SUCCESS, FAILURE], ages[0]);
  const second = await finish((await engine.runs.resume(id, by)).runId, [SUCCESS, FAILURE], ages[1]);
  const third = await finish((await engine.runs.resume(id, by)).runId, [SUCCESS], ages[2]);
  return [first, second, third];
}

/** A record with runs of these ages, each of one failed task. */
async function failedRuns(id: string, ages: readonly number[]): Promise<string[]> {
  await engine.saveRecord(id, 'three', 3);
  const runs: string[] = [];
  for (const days of ages) runs.push(await finish((await engine.runs.start(id, by)).runId, [FAILURE], days));
  return runs;
}

describe.each([
  ['in partitions', [300, 200, 100, 90, 80, 70, 10, 5]],
  ['of times without a partition', []],
])('runs %s', (_, daysAgo: number[]) => {
  beforeEach(async () => makePartitions(daysAgo));

  it('are kept when the newest run skipped tasks that were finished in them', async () => {
    const runs = await resumedTwice('resumed', [300, 200, 100]);
    const before = await rows();
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(0);
    expect(await runsOf('resumed')).toEqual(runs);
    expect(await rows()).toEqual(before);
    const dangling = await engine.rows(
      `SELECT FROM tasks t LEFT JOIN tasks kept ON kept.id::text = t.metadata->'keptFrom'->>'taskId'
          AND kept.run_id::text = t.metadata->'keptFrom'->>'runId'
        WHERE t.status = 'SKIPPED' AND kept.id IS NULL`,
    );
    expect(dangling).toEqual([]);
  });

  it('are kept for a resumed run that is not the newest, until that one is old as well', async () => {
    const [first, second, third] = await resumedTwice('superseded', [300, 200, 10]);
    const newest = await finish((await engine.runs.start('superseded', by)).runId, [SUCCESS, SUCCESS, SUCCESS], 5);
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(0);
    expect(await runsOf('superseded')).toEqual([first, second, third, newest]);
    // Once the resumed run is too old, it goes together with what it pointed to.
    expect(await retention.removeOlderThan(8 * DAY_MS)).toBe(3);
    expect(await runsOf('superseded')).toEqual([newest]);
    expect(await findViolations(engine.sql)).toEqual([]);
  });

  it('are removed with all their rows, but for the newest of a record', async () => {
    const runs = await failedRuns('plain', [90, 80, 70]);
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(2);
    expect(await runsOf('plain')).toEqual([runs[2]]);
    expect(await rows()).toEqual({ tasks: 3, attempts: 1, chunks: 1, orphans: 0 });
    expect(await findViolations(engine.sql)).toEqual([]);
  });
});

describe('a partition', () => {
  beforeEach(async () => makePartitions([46, 45, 44, 43, 42, 41, 40, 30]));

  it('stays until all of its time is older', async () => {
    const [old] = await failedRuns('young', [30, 1]);
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(0);
    expect(await runsOf('young')).toContain(old);
    expect((await partitions.list(RETENTION_MS))[0]).toMatchObject({ isExpired: false });
  });

  it('is gone, with no rows touched one by one', async () => {
    await failedRuns('gone', [45, 44, 1]);
    await engine.rows(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION $$one by one$$; END'`);
    await engine.rows('CREATE TRIGGER refuse BEFORE DELETE ON tasks FOR EACH ROW EXECUTE FUNCTION refuse()');
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(2);
    expect(await suffixes()).toEqual([]);
    expect(
      await engine.rows(`SELECT FROM pg_class WHERE relname LIKE 'tasks_%' AND relkind = 'r' AND NOT relispartition`),
    ).toEqual([]);
  });

  it('is gone at the next round when one died after it had removed the runs', async () => {
    await failedRuns('died', [45, 44, 1]);
    const replace = jest.spyOn(HistoryPartitionRepository.prototype, 'replace');
    replace.mockRejectedValue(new Error('died'));
    await engine.rows(`INSERT INTO worker (id, host, pid, concurrency, isolation, last_heartbeat_at)
      VALUES ('gone', 'host', 1, 1, 'none', now() - interval '90 days')`);
    await expect(retention.removeOlderThan(RETENTION_MS)).rejects.toThrow('died');
    replace.mockRestore();
    // The other partition, and what is not in partitions, had their turn.
    expect(await rows()).toMatchObject({ orphans: 6 });
    expect(await engine.rows(`SELECT FROM worker WHERE id = 'gone'`)).toEqual([]);
    await retention.removeOlderThan(RETENTION_MS);
    expect(await suffixes()).toEqual([]);
    expect(await rows()).toEqual({ tasks: 3, attempts: 1, chunks: 1, orphans: 0 });
  });

  it('that was replaced is dropped at the next round when one died before that', async () => {
    await failedRuns('half', [45, 1]);
    const drop = jest.spyOn(HistoryPartitionRepository.prototype, 'dropDetached');
    drop.mockRejectedValue(new Error('died'));
    await expect(retention.removeOlderThan(RETENTION_MS)).rejects.toThrow('died');
    drop.mockRestore();
    const tables = () => engine.rows(`SELECT FROM pg_class WHERE relname ~ '^tasks_[0-9]{8}$' AND NOT relispartition`);
    expect(await tables()).toHaveLength(7);
    await retention.removeOlderThan(RETENTION_MS);
    expect(await tables()).toEqual([]);
  });

  it('with a run that goes on loses its other runs one by one, and stays', async () => {
    const [old] = await failedRuns('over', [45, 1]);
    await engine.saveRecord('active', 'three', 3);
    const { runId } = await engine.runs.start('active', by);
    const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
    await engine.rows('ALTER TABLE scheduled_tasks DROP CONSTRAINT scheduled_tasks_run_id_fkey');
    const active = await age(runId, 45);
    await engine.rows('UPDATE scheduled_tasks SET run_id = $1', [active]);
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(1);
    expect(await runsOf('over')).not.toContain(old);
    expect(await rows()).toEqual({ tasks: 6, attempts: 2, chunks: 1, orphans: 0 });
    await engine.attempts.end({ ...held, runId: active } as NonNullable<typeof held>, SUCCESS);
    expect(await engine.row('SELECT status FROM tasks WHERE id = $1', [held?.taskId])).toEqual({ status: 'COMPLETED' });
    expect(await suffixes()).toHaveLength(1);
  });

  it('takes what others kept with it, so that there are few', async () => {
    for (let days = 40; days < 47; days += 1) await failedRuns(`only-${days}`, [days]);
    const before = await rows();
    await retention.removeOlderThan(RETENTION_MS);
    expect(await suffixes()).toEqual([expect.stringMatching(/^\d{8}_\d{8}_kept$/)]);
    expect(await rows()).toEqual(before);
    // What it kept goes when it is not needed any more.
    await finish((await engine.runs.start('only-42', by)).runId, [FAILURE], 1);
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(1);
    expect(await runsOf('only-42')).toHaveLength(1);
    expect(await rows()).toEqual(before);
  });

  it('is not waited for behind a statement that takes long, nor does work wait behind it', async () => {
    await failedRuns('locked', [45, 1]);
    let replaced: Promise<void> | undefined;
    const [expired] = await partitions.list(RETENTION_MS);
    if (!expired) throw new Error('there is no partition');
    await engine.rows('DELETE FROM process_run WHERE id < $1', [expired.beforeId]);
    await engine.sql.transaction(async (reader) => {
      await reader.query({ name: '', text: 'SELECT FROM tasks' });
      replaced = partitions.replace([expired]);
      // While the reader is there, others get through between two tries.
      for (let n = 0; n < 20; n += 1) await engine.rows('SELECT FROM tasks LIMIT 1');
    });
    await replaced;
    expect((await partitions.list(RETENTION_MS)).map(({ suffix }) => suffix)).not.toContain(expired.suffix);
  });
});

describe('between ranges of which something is kept', () => {
  let between: string | undefined;
  let before: Awaited<ReturnType<typeof rows>>;

  beforeEach(async () => {
    const days = [100, 95, 90, 85, 80];
    await makePartitions(days);
    for (const ago of days) await failedRuns(`kept-${ago}`, [ago]);
    [between] = await failedRuns('between', [92]);
    before = await rows();
  });

  it('a run is put together with them', async () => {
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(0);
    expect(await suffixes()).toEqual([expect.stringMatching(/^\d{8}_\d{8}_kept$/)]);
    expect(await rows()).toEqual(before);
    expect(await engine.rows('SELECT FROM tasks_default')).toEqual([]);
  });

  it('a run whose command has not ended keeps them apart', async () => {
    await engine.rows('UPDATE task_attempt SET completed_at = NULL, outcome = NULL WHERE run_id = $1', [between]);
    expect(await retention.removeOlderThan(RETENTION_MS)).toBe(0);
    expect(await suffixes()).toHaveLength(5);
    expect(await rows()).toEqual(before);
  });
});

it('leaves tables alone that others made', async () => {
  await engine.rows('CREATE TABLE tasks_20260101 AS SELECT * FROM tasks');
  await retention.removeOlderThan(RETENTION_MS);
  expect(await engine.row(`SELECT to_regclass('tasks_20260101') IS NOT NULL AS there`)).toEqual({ there: true });
});

it('takes all rows of a record along that is deleted', async () => {
  await failedRuns('deleted', [300, 1]);
  await failedRuns('stays', [1]);
  await engine.rows(`DELETE FROM process_record WHERE id = 'deleted'`);
  expect(await rows()).toEqual({ tasks: 3, attempts: 1, chunks: 1, orphans: 0 });
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
  const values = [
    RETENTION_MS,
    `'${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}'`,
    `'${'f'.repeat(32)}'`,
    'NULL',
    500,
  ];
  const text = REMOVE_RUNS.text.replaceAll(/\$(\d)/g, (_, n) => String(values[Number(n) - 1]));
  const plan = (await engine.rows(`EXPLAIN ${text}`)).map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('tasks_default_expr_idx');
  expect(plan).not.toContain('Seq Scan on tasks_default');
});
