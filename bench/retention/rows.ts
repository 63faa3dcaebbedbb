import type { Client } from 'pg';

/** Of each run. */
export const TASKS_OF_RUN = 10;
const BATCH_RUNS = 5_000;
/** So that retention finds a day that is over for good. */
const DAYS_AGO = 40;

// Every tenth record has its newest run on that day: its rows are kept.
const RECORDS = `
  INSERT INTO process_record (id, type, total_tasks, current_status)
  SELECT 'record-' || n, 'bench', ${TASKS_OF_RUN}, 'COMPLETED' FROM generate_series(0, $1::integer - 1) n`;

const PLAN = `
  CREATE TEMP TABLE plan AS
  SELECT n, 'record-' || n % $2::integer AS record, n / $2::integer + 1 AS run_number, moment, (
      overlay((left(replace(first_id_at(moment)::text, '-', ''), 12) || '7' || substr(md5(n::text), 1, 19)) PLACING '8' FROM 17)
    )::uuid AS run
  FROM generate_series(0, $1::integer - 1) n, LATERAL (
    SELECT date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - ${DAYS_AGO} * interval '24 hours'
      + n * interval '23 hours' / $1::integer AS moment) at`;

const RUNS = `
  INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger, triggered_by,
    started_at, completed_at)
  SELECT run, record, run_number, 'bench', 1, 'COMPLETED', ${TASKS_OF_RUN}, 'manual', 'bench', moment,
    moment + interval '1 minute' FROM plan`;

// All but one of ten records have run since.
const LATEST = `
  UPDATE process_record record SET latest_run_id = newest.run FROM (
    SELECT DISTINCT ON (record) record, run FROM plan ORDER BY record, run_number DESC) newest
  WHERE record.id = newest.record AND substr(record.id, 8)::integer % 10 = 0`;

const ROWS = `
  WITH task AS (
    INSERT INTO tasks (id, process_record_id, run_id, task_index, task_name, status, command, attempt_count, started_at,
      completed_at, exit_code, output, output_bytes)
    SELECT gen_random_uuid(), record, run, index, 'task-' || index, 'COMPLETED', 'echo hi', 1, moment, moment, 0,
      repeat('a line of output' || E'\\n', 10), 170
    FROM plan, generate_series(0, ${TASKS_OF_RUN - 1}) index WHERE n >= $1 AND n < $2
    RETURNING run_id, id, started_at
  ), attempt AS (
    INSERT INTO task_attempt (run_id, task_id, attempt, worker_id, started_at, completed_at, outcome, exit_code, output_bytes)
    SELECT run_id, id, 1, 'bench', started_at, started_at, 'SUCCEEDED', 0, 170 FROM task
  )
  INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
  SELECT run_id, id, 1, 0, 0, 1, 10, convert_to(repeat('a line of output' || E'\\n', 10), 'UTF8') FROM task`;

/** Fills an empty database with one old day of so many runs of ten tasks, each task with an attempt and its output. */
export async function fillDay(client: Client, runs: number): Promise<void> {
  const records = Math.ceil(runs / 20);
  await client.query(`INSERT INTO process_type (name, source, current_version) VALUES ('bench', 'api', 1)`);
  await client.query(`INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by)
    VALUES ('bench', 1, '{"name":"bench","parameters":[],"tasks":[]}', 'bench', 'bench')`);
  // As a product that has run for long: a partition for each four days up to now.
  await client.query(`SELECT ensure_history_partitions(now() - ${DAYS_AGO} * interval '24 hours', now() - ${DAYS_AGO - 1}
    * interval '24 hours', 1), ensure_history_partitions(now() - ${DAYS_AGO - 4} * interval '24 hours', now(), 4)`);
  await client.query(RECORDS, [records]);
  await client.query(PLAN, [runs, records]);
  await client.query(RUNS);
  await client.query(LATEST);
  for (let first = 0; first < runs; first += BATCH_RUNS) await client.query(ROWS, [first, first + BATCH_RUNS]);
  await client.query('SELECT rebuild_tallies()');
  await client.query('VACUUM ANALYZE');
}
