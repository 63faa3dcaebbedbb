import type { MigrationInterface, QueryRunner } from 'typeorm';

// Rows of runs, in ranges of the run's id: ids of version 7 begin with their time, so that a range of ids is one of
// time. Old partitions never change, and go as a whole (docs/decisions/history-in-partitions.md).
const TABLES = `
  -- For each run at most one task is in progress: whoever takes the run's row of scheduled_tasks by its version writes.
  CREATE TABLE tasks (
    id uuid NOT NULL,
    process_record_id varchar(255) NOT NULL,
    run_id uuid NOT NULL,
    task_index integer NOT NULL CHECK (task_index >= 0),
    task_name varchar(255) NOT NULL,
    status varchar(50) NOT NULL DEFAULT 'PENDING'
      CHECK (status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED', 'SKIPPED')),
    command text NOT NULL,
    working_directory varchar(500),
    timeout_ms bigint CHECK (timeout_ms > 0),
    timeout_minutes double precision GENERATED ALWAYS AS (timeout_ms / 60000.0) STORED,
    retry_count integer NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
    max_retries integer NOT NULL DEFAULT 0 CHECK (max_retries >= 0),
    retry_delay_ms bigint NOT NULL DEFAULT 0 CHECK (retry_delay_ms >= 0),
    backoff varchar(20) NOT NULL DEFAULT 'fixed' CHECK (backoff IN ('fixed', 'exponential')),
    on_worker_lost varchar(20) NOT NULL DEFAULT 'retry' CHECK (on_worker_lost IN ('retry', 'fail')),
    continue_on_failure boolean NOT NULL DEFAULT false,
    env jsonb NOT NULL DEFAULT '{}',
    attempt_count integer NOT NULL DEFAULT 0 CHECK (attempt_count >= 0),
    started_at timestamptz,
    completed_at timestamptz,
    error_message text,
    exit_code integer,
    signal varchar(20),
    output text,
    output_bytes bigint NOT NULL DEFAULT 0,
    output_truncated boolean NOT NULL DEFAULT false,
    metadata jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, run_id),
    UNIQUE (run_id, task_index)
  ) PARTITION BY RANGE (run_id);
  -- No index has a column that changes while a task runs: its updates stay within their page (HOT).
  CREATE INDEX tasks_kept_from ON tasks ((metadata->'keptFrom'->>'runId') COLLATE "C")
    WHERE metadata->'keptFrom'->>'runId' IS NOT NULL;

  CREATE TABLE task_attempt (
    run_id uuid NOT NULL,
    task_id uuid NOT NULL,
    attempt integer NOT NULL CHECK (attempt > 0),
    worker_id varchar(50) NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    outcome varchar(20) CHECK (outcome IN ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED', 'WORKER_LOST')),
    exit_code integer,
    signal varchar(20),
    error_message text,
    output_bytes bigint NOT NULL DEFAULT 0,
    output_truncated boolean NOT NULL DEFAULT false,
    late_result jsonb,
    PRIMARY KEY (run_id, task_id, attempt),
    CHECK ((completed_at IS NULL) = (outcome IS NULL))
  ) PARTITION BY RANGE (run_id);
  CREATE INDEX task_attempt_open ON task_attempt (run_id) WHERE completed_at IS NULL;
  CREATE INDEX task_attempt_history ON task_attempt (started_at, task_id, attempt);
  -- What succeeds, nearly everything, is not in it.
  CREATE INDEX task_attempt_unsuccessful ON task_attempt (outcome, started_at, task_id, attempt)
    WHERE outcome <> 'SUCCEEDED';

  CREATE TABLE attempt_output (
    run_id uuid NOT NULL,
    task_id uuid NOT NULL,
    attempt integer NOT NULL,
    chunk integer NOT NULL CHECK (chunk >= 0),
    byte_offset bigint NOT NULL,
    first_line bigint NOT NULL,
    line_count integer NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (run_id, task_id, attempt, chunk)
  ) PARTITION BY RANGE (run_id);

  CREATE TABLE tasks_default PARTITION OF tasks DEFAULT WITH (fillfactor = 80);
  CREATE TABLE task_attempt_default PARTITION OF task_attempt DEFAULT WITH (fillfactor = 80);
  CREATE TABLE attempt_output_default PARTITION OF attempt_output DEFAULT;
`;

const FUNCTIONS = `
  -- The smallest id of version 7 that is made at a moment.
  CREATE FUNCTION first_id_at(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

  CREATE FUNCTION time_of_id(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN timestamptz 'epoch' + ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint * interval '1 millisecond';

  -- The ranges of time that have a partition of each of the three tables: <table>_<suffix>.
  CREATE FUNCTION history_partitions()
  RETURNS TABLE (suffix text, starts_at timestamptz, ends_at timestamptz) LANGUAGE sql STABLE AS $$
    SELECT substr(part.relname, length('tasks_') + 1), time_of_id(bounds[1]::uuid), time_of_id(bounds[2]::uuid)
    FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid CROSS JOIN LATERAL
      regexp_match(pg_get_expr(part.relpartbound, part.oid), 'FROM \\(''([^'']+)''\\) TO \\(''([^'']+)''\\)') bounds
    WHERE inhparent = 'tasks'::regclass AND bounds IS NOT NULL
  $$;

  -- Makes a table like the one that is partitioned, with what partitions are tuned by.
  CREATE FUNCTION make_history_table(parent text, name text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) WITH (autovacuum_vacuum_scale_factor = 0.05%s)', name,
      parent, CASE WHEN parent = 'attempt_output' THEN '' ELSE ', fillfactor = 80' END);
  END $$;

  -- The columns that can be written, to copy rows.
  CREATE FUNCTION history_columns(parent text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = parent::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  $$;

  -- Work that runs waits behind whoever waits for a lock: it is given up soon, and well before anybody looks for deadlocks.
  CREATE FUNCTION ensure_history_partitions(from_at timestamptz, until timestamptz, days integer)
  RETURNS integer LANGUAGE plpgsql SET lock_timeout = '50ms' AS $$
  DECLARE
    -- Hours: a day of a time zone may have 23 or 25.
    width interval := make_interval(hours => 24 * days);
    starts timestamptz := date_bin('24 hours', from_at, 'epoch');
    ends timestamptz;
    parent text;
    name text;
    made integer := 0;
  BEGIN
    PERFORM pg_advisory_xact_lock(${7_216_003});
    WHILE starts < until LOOP
      SELECT ends_at INTO ends FROM history_partitions() WHERE starts_at <= starts AND starts < ends_at;
      IF NOT FOUND THEN
        SELECT least(date_bin(width, starts, 'epoch') + width, min(starts_at)) INTO ends
          FROM history_partitions() WHERE starts_at > starts;
        -- All statements come by these three: who has them waits for nobody else. In the order in which ends of tasks do.
        LOCK TABLE ONLY task_attempt, ONLY attempt_output, ONLY tasks IN ACCESS EXCLUSIVE MODE;
        FOREACH parent IN ARRAY ARRAY['tasks', 'task_attempt', 'attempt_output'] LOOP
          name := parent || to_char(starts AT TIME ZONE 'UTC', '_YYYYMMDD');
          PERFORM make_history_table(parent, name);
          PERFORM move_from_default(parent, name, first_id_at(starts), first_id_at(ends));
          EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, name,
            first_id_at(starts), first_id_at(ends));
        END LOOP;
        made := made + 1;
      END IF;
      starts := ends;
    END LOOP;
    RETURN made;
  END $$;

  -- Rows that came before their partition was made. Nobody may write them meanwhile: an update would find nothing.
  CREATE FUNCTION move_from_default(parent text, name text, from_id uuid, before_id uuid)
  RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    found boolean;
    columns text := history_columns(parent);
  BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE run_id >= %L AND run_id < %L)', parent || '_default', from_id,
      before_id) INTO found;
    IF NOT found THEN RETURN; END IF;
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE run_id >= %L AND run_id < %L RETURNING %s)
      INSERT INTO %I (%s) SELECT %s FROM moved', parent || '_default', from_id, before_id, columns, name, columns,
      columns);
  END $$;

  -- Takes the place of foreign keys, which would look into every partition for each run.
  CREATE FUNCTION remove_history_of_runs() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    run uuid;
  BEGIN
    -- Set by retention when it drops the partition instead.
    IF current_setting('orchestrator.drops_history', true) = 'on' THEN RETURN NULL; END IF;
    FOR run IN SELECT id FROM removed LOOP
      DELETE FROM attempt_output WHERE run_id = run;
      DELETE FROM task_attempt WHERE run_id = run;
      DELETE FROM tasks WHERE run_id = run;
    END LOOP;
    RETURN NULL;
  END $$;
  CREATE TRIGGER remove_history_of_runs AFTER DELETE ON process_run
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION remove_history_of_runs();
`;

// Ids that are not of version 7 have no time, and stay in the default partition.
const COPY = `
  DO $$
  DECLARE
    oldest timestamptz;
  BEGIN
    SELECT time_of_id(id) INTO oldest FROM process_run
      WHERE id BETWEEN first_id_at(now() - interval '1000 days') AND first_id_at(now()) AND substr(id::text, 15, 1) = '7'
      ORDER BY id LIMIT 1;
    PERFORM ensure_history_partitions(coalesce(oldest, now()), now(),
      greatest(1, ceil(extract(epoch FROM now() - coalesce(oldest, now())) / 86400 / 8))::integer);
    PERFORM ensure_history_partitions(now(), now() + interval '24 hours', 1);
    EXECUTE format('INSERT INTO tasks (%1$s) SELECT %1$s FROM before_partitions.tasks', history_columns('tasks'));
    EXECUTE format('INSERT INTO task_attempt (%1$s) SELECT %1$s FROM before_partitions.task_attempt',
      history_columns('task_attempt'));
  END $$;
  INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
    SELECT a.run_id, o.task_id, o.attempt, o.chunk, o.byte_offset, o.first_line, o.line_count, o.data
    FROM before_partitions.attempt_output o
      JOIN before_partitions.task_attempt a ON a.task_id = o.task_id AND a.attempt = o.attempt;
`;

// Small tables with constant updates: what is dead goes soon, however many rows live.
const TUNING = `
  ALTER TABLE scheduled_tasks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.1);
  ALTER TABLE worker SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
  ALTER TABLE process_record SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
  ALTER TABLE process_run SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
`;

/** Keeps tasks, attempts and their output in partitions by time. */
export class PartitionHistory1795452000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA before_partitions;
      ALTER TABLE attempt_output SET SCHEMA before_partitions;
      ALTER TABLE task_attempt SET SCHEMA before_partitions;
      ALTER TABLE tasks SET SCHEMA before_partitions;`);
    await runner.query(TABLES);
    await runner.query(FUNCTIONS);
    await runner.query(COPY);
    await runner.query(`DROP SCHEMA before_partitions CASCADE;`);
    await runner.query(TUNING);
  }

  async down(): Promise<void> {
    throw new Error('Partitioned history cannot be taken back: restore the backup that was made before the upgrade.');
  }
}
