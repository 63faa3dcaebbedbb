import { type TestDatabase, testDatabase } from '@app/testing';
import { DataSource } from 'typeorm';
import { dataSourceOptions, runMigrations } from '../data-source';
import { PartitionHistory1795452000000 } from './1795452000000-partition-history';
import { MIGRATIONS } from './index';

/** The schema as it was before. */
async function migrateBefore(url: string): Promise<void> {
  const migrations = MIGRATIONS.slice(0, MIGRATIONS.indexOf(PartitionHistory1795452000000));
  const dataSource = await new DataSource({ ...dataSourceOptions({ url }), migrations }).initialize();
  await dataSource.runMigrations().finally(() => dataSource.destroy());
}

// Runs of 100 days, one of them active, one with an id that has no time; each with a task, an attempt and two chunks.
const HISTORY = `
  INSERT INTO process_type (name, source, current_version) VALUES ('type', 'api', 1);
  INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by) VALUES ('type', 1, '{}', '', '');
  INSERT INTO process_record (id, type, total_tasks) VALUES ('record', 'type', 1);
  CREATE TEMP TABLE run AS
    SELECT n, CASE WHEN n = 50 THEN gen_random_uuid() ELSE overlay((lpad(to_hex((extract(epoch FROM now() - n * interval '24 hours')
      * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 19)) PLACING '8' FROM 17)::uuid END AS id,
      gen_random_uuid() AS task
    FROM generate_series(0, 99) n;
  INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger, triggered_by,
    completed_at)
    SELECT id, 'record', 100 - n, 'type', 1, CASE WHEN n = 0 THEN 'IN_PROGRESS' ELSE 'COMPLETED' END, 1, 'manual', 'test',
      CASE WHEN n > 0 THEN now() END FROM run;
  INSERT INTO tasks (id, process_record_id, run_id, task_index, task_name, command, timeout_ms, attempt_count)
    SELECT task, 'record', id, 0, 'task', 'true', 90000, 1 FROM run;
  INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, completed_at, outcome)
    SELECT task, 1, id, 'worker', CASE WHEN n > 0 THEN now() END, CASE WHEN n > 0 THEN 'SUCCEEDED' END FROM run;
  INSERT INTO attempt_output (task_id, attempt, chunk, byte_offset, first_line, line_count, data)
    SELECT task, 1, chunk, chunk, 1, 0, convert_to(n::text, 'UTF8') FROM run, generate_series(0, 1) chunk;
  INSERT INTO scheduled_tasks (task_name, task_instance, run_id, execution_time)
    SELECT 'process-task', task, id, now() FROM run WHERE n = 0`;

const ALL = `
  SELECT run.run_number, task.timeout_minutes, attempt.outcome, output.chunk, convert_from(output.data, 'UTF8') AS text
  FROM process_run run JOIN tasks task ON task.run_id = run.id JOIN task_attempt attempt ON attempt.task_id = task.id
    JOIN attempt_output output ON output.task_id = task.id ORDER BY 1, 4`;

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await testDatabase(migrateBefore);
  dataSource = await new DataSource(dataSourceOptions({ url: database.url, poolSize: 1 })).initialize();
  await dataSource.query(HISTORY);
});

afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

it('takes the history that is there into partitions of its time', async () => {
  const before = await dataSource.query(ALL);
  expect(before).toHaveLength(200);
  await runMigrations(database.url);
  expect(await dataSource.query(ALL)).toEqual(before);
  // Only what has no time is in no partition.
  expect(await dataSource.query('SELECT count(*)::integer AS count FROM tasks_default')).toEqual([{ count: 1 }]);
  const [partitions] = await dataSource.query('SELECT count(*)::integer AS count FROM history_partitions()');
  expect(partitions.count).toBeGreaterThan(8);
  expect(partitions.count).toBeLessThanOrEqual(12);
  expect(await dataSource.query(`SELECT FROM pg_namespace WHERE nspname = 'before_partitions'`)).toEqual([]);
});
