/** Chance and ids that depend on the seed only: the same history each time, but for when it ends (now). */
export const FUNCTIONS = (seed: number): string => `
  CREATE FUNCTION pg_temp.chance(n bigint, what text) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashtextextended(what || n, ${seed}) & 9007199254740991)::float8 / 9007199254740992
  $$;
  CREATE FUNCTION pg_temp.id_at(at timestamptz, n bigint, what text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3)
      || '8' || substr(hash, 4, 15))::uuid
    FROM (SELECT md5(what || n || '/${seed}') AS hash) t
  $$;
  CREATE FUNCTION pg_temp.record_name(type text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT type || '-' || (ARRAY['eu','us','apac','latam','mea'])[1 + n % 5] || '-' || lpad(n::text, greatest(5, length(n::text)), '0')
  $$`;

/**
 * What every run is: of which record, how it ends and where. A two-hundredth of the records, those that a schedule
 * would start, have a third of the runs. $1 records, $2 runs, $3 tasks of a run, $4 days, $5 names of types
 */
export const PLAN = `
  CREATE TEMP TABLE plan AS
  WITH run AS (
    SELECT k, CASE WHEN k % 3 = 0 THEN k / 3 % greatest($1 / 200, 1)
        ELSE floor(pg_temp.chance(k, 'record') * $1)::bigint END AS record,
      now() - interval '3 minutes' - (1 - k::float8 / $2) * $4 * interval '1 day' AS started_at,
      pg_temp.chance(k, 'ending') AS ending, floor(pg_temp.chance(k, 'where') * $3)::int AS ends_at
    FROM generate_series(1, $2::bigint) k
  )
  SELECT k, record, ($5::text[])[1 + record % cardinality($5::text[])] AS type, started_at, ends_at,
    CASE WHEN ending < 0.06 THEN 'FAILED' WHEN ending < 0.08 THEN 'STOPPED' ELSE 'COMPLETED' END AS status,
    pg_temp.id_at(started_at, k, 'run') AS run_id,
    row_number() OVER (PARTITION BY record ORDER BY started_at, k) AS run_number,
    row_number() OVER (PARTITION BY record ORDER BY started_at DESC, k DESC) = 1 AS is_latest
  FROM run`;

/** The tasks of runs $1 to $2; $3 tasks of a run. Those after a failure or stop did not begin. */
export const TASK_PLAN = `
  CREATE TEMP TABLE task_plan ON COMMIT DROP AS
  WITH timed AS (
    SELECT plan.*, index, pg_temp.id_at(plan.started_at, plan.k * 1000 + index, 'task') AS task_id,
      CASE WHEN plan.status = 'COMPLETED' OR index < ends_at THEN 'COMPLETED'
        WHEN index = ends_at THEN plan.status ELSE 'PENDING' END AS task_status,
      (100 + 5000 * pg_temp.chance(index, plan.type) * (0.7 + 0.6 * pg_temp.chance(plan.k * 1000 + index, 'ms')))
        * interval '1 millisecond' AS took
    FROM plan, generate_series(0, $3::int - 1) index WHERE plan.k BETWEEN $1 AND $2
  )
  SELECT *, started_at + sum(took) OVER (PARTITION BY k ORDER BY index) - took AS begins,
    CASE WHEN task_status = 'FAILED' THEN 3 WHEN task_status = 'PENDING' THEN 0 ELSE 1 END AS attempts,
    format(E'%s of run %s\\nread 1200 rows\\nwrote 1200 rows\\ndone in %s ms\\n', index, k,
      round(extract(milliseconds FROM took))) AS output
  FROM timed`;

// Every tenth record has a schedule with one fire in the year to come, so that hardly any fires while pages are measured.
export const RECORDS = `
  INSERT INTO process_record (id, type, input_data, current_status, total_tasks, created_at, updated_at, schedule,
    time_zone, next_fire_at)
  SELECT pg_temp.record_name(type, n), type, '{"region":"eu"}', 'PENDING', $2,
    now() - ($3 + 1 - n::float8 / $1) * interval '1 day', now() - $3 * interval '1 day',
    to_char(fire_at AT TIME ZONE 'UTC', 'FMMI FMHH24 FMDD FMMM *'), CASE WHEN fire_at IS NOT NULL THEN 'UTC' END, fire_at
  FROM (SELECT n, ($4::text[])[1 + n % cardinality($4::text[])] AS type,
    CASE WHEN n % 10 = 0 THEN date_trunc('minute', now()) + interval '1 hour' + n * interval '364 days' / $1::float8 END
      AS fire_at FROM generate_series(0, $1::bigint - 1) n) t`;

/** As a product would have made them that has kept all of it so far. $1 days */
export const PARTITIONS = `
  SELECT ensure_history_partitions(now() - ($1::float8 + 1) * interval '24 hours', now(), ceil($1::float8 / 8)::integer)`;

export const RUNS = `
  INSERT INTO process_run (id, process_record_id, run_number, type, type_version, input_data, status,
    current_task_index, total_tasks, trigger, triggered_by, started_at, completed_at, error_message)
  SELECT run_id, pg_temp.record_name(type, record), run_number, type, 1, '{"region":"eu"}', status,
    CASE WHEN status = 'COMPLETED' THEN $1 ELSE ends_at END, $1, 'manual', 'admin', started_at,
    started_at + $1 * interval '3 seconds',
    CASE status WHEN 'FAILED' THEN 'exit code 1' END
  FROM plan ORDER BY run_id`;

export const TASKS = `
  INSERT INTO tasks (id, process_record_id, run_id, task_index, task_name, status, command, retry_count, max_retries,
    attempt_count, started_at, completed_at, error_message, exit_code, signal, output, output_bytes)
  SELECT task_id, pg_temp.record_name(type, record), run_id, index, version.definition->'tasks'->index->>'name',
    task_status, 'echo "$region"', greatest(attempts - 1, 0), 2, attempts,
    CASE WHEN attempts > 0 THEN begins END, CASE WHEN attempts > 0 THEN begins + took END,
    CASE task_status WHEN 'FAILED' THEN 'exit code 1' END,
    CASE task_status WHEN 'FAILED' THEN 1 WHEN 'COMPLETED' THEN 0 END,
    CASE task_status WHEN 'STOPPED' THEN 'SIGTERM' END,
    CASE WHEN attempts > 0 THEN output END, CASE WHEN attempts > 0 THEN length(output) ELSE 0 END
  FROM task_plan JOIN process_type_version version ON version.type_name = type AND version.version = 1
  ORDER BY task_id`;

export const ATTEMPTS = `
  INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, started_at, completed_at, outcome, exit_code, signal,
    error_message, output_bytes)
  SELECT task_id, attempt, run_id, 'history-' || k % 4, begins + (attempt - 1) * took / attempts,
    begins + attempt * took / attempts,
    CASE task_status WHEN 'COMPLETED' THEN 'SUCCEEDED' ELSE task_status END,
    CASE task_status WHEN 'FAILED' THEN 1 WHEN 'COMPLETED' THEN 0 END,
    CASE task_status WHEN 'STOPPED' THEN 'SIGTERM' END, CASE task_status WHEN 'FAILED' THEN 'exit code 1' END,
    length(output)
  FROM task_plan, generate_series(1, attempts) attempt ORDER BY task_id, attempt`;

export const OUTPUT = `
  INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
  SELECT run_id, task_id, attempt, 0, 0, 1, 4, convert_to(output, 'UTF8')
  FROM task_plan, generate_series(1, attempts) attempt ORDER BY task_id, attempt`;

/** Runs end when their last task did; records are in the state of their latest run. */
export const RUN_ENDS = `
  UPDATE process_run run SET completed_at = task.completed_at
  FROM (SELECT run_id, max(begins + took) AS completed_at FROM task_plan WHERE attempts > 0 GROUP BY run_id) task
  WHERE run.id = task.run_id`;

export const RECORD_STATES = `
  UPDATE process_record record SET current_status = run.status, current_task_index = run.current_task_index,
    started_when = run.started_at, triggered_by = run.triggered_by, latest_run_id = run.id,
    last_error_message = run.error_message, updated_at = run.completed_at,
    completed_when = CASE run.status WHEN 'COMPLETED' THEN run.completed_at END,
    failed_when = CASE run.status WHEN 'FAILED' THEN run.completed_at END,
    stopped_when = CASE run.status WHEN 'STOPPED' THEN run.completed_at END
  FROM plan JOIN process_run run ON run.id = plan.run_id
  WHERE plan.is_latest AND record.id = run.process_record_id`;
