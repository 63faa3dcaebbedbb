import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCoreTables1795414802000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE process_type (
        name varchar(100) PRIMARY KEY,
        source varchar(20) NOT NULL CHECK (source IN ('built-in', 'file', 'api')),
        source_file text,
        current_version integer NOT NULL CHECK (current_version > 0),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz
      );

      CREATE TABLE process_type_version (
        type_name varchar(100) NOT NULL REFERENCES process_type (name),
        version integer NOT NULL CHECK (version > 0),
        definition jsonb NOT NULL,
        fingerprint varchar(64) NOT NULL,
        created_by varchar(255) NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (type_name, version)
      );

      CREATE TABLE process_type_file_problem (
        file text PRIMARY KEY,
        issues jsonb NOT NULL,
        found_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE process_record (
        id varchar(255) PRIMARY KEY,
        type varchar(100) NOT NULL REFERENCES process_type (name),
        input_data text,
        schedule varchar(100),
        time_zone varchar(64),
        current_status varchar(50) NOT NULL DEFAULT 'PENDING'
          CHECK (current_status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED')),
        current_task_index integer NOT NULL DEFAULT 0 CHECK (current_task_index >= 0),
        total_tasks integer NOT NULL CHECK (total_tasks > 0),
        started_when timestamptz,
        completed_when timestamptz,
        failed_when timestamptz,
        stopped_when timestamptz,
        last_error_message text,
        triggered_by varchar(255),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        latest_run_id uuid
      ) WITH (fillfactor = 80);
      CREATE INDEX process_record_created ON process_record (created_at, id);
      CREATE INDEX process_record_status ON process_record (current_status, created_at, id);
      CREATE INDEX process_record_type ON process_record (type, created_at, id);

      CREATE TABLE process_run (
        id uuid PRIMARY KEY,
        process_record_id varchar(255) NOT NULL REFERENCES process_record (id) ON DELETE CASCADE,
        run_number integer NOT NULL CHECK (run_number > 0),
        type varchar(100) NOT NULL,
        type_version integer NOT NULL,
        input_data text,
        status varchar(50) NOT NULL
          CHECK (status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED')),
        current_task_index integer NOT NULL DEFAULT 0 CHECK (current_task_index >= 0),
        total_tasks integer NOT NULL CHECK (total_tasks > 0),
        trigger varchar(20) NOT NULL CHECK (trigger IN ('manual', 'schedule', 'resume')),
        triggered_by varchar(255) NOT NULL,
        resumed_from_run_id uuid,
        scheduled_fire_at timestamptz,
        idempotency_key varchar(255),
        started_at timestamptz NOT NULL DEFAULT now(),
        completed_at timestamptz,
        error_message text,
        FOREIGN KEY (type, type_version) REFERENCES process_type_version (type_name, version),
        UNIQUE (process_record_id, run_number),
        UNIQUE (process_record_id, scheduled_fire_at),
        UNIQUE (process_record_id, idempotency_key),
        CHECK ((completed_at IS NULL) = (status IN ('PENDING', 'IN_PROGRESS')))
      ) WITH (fillfactor = 80);
      CREATE UNIQUE INDEX process_run_one_active ON process_run (process_record_id)
        WHERE status IN ('PENDING', 'IN_PROGRESS');
      CREATE INDEX process_run_completed ON process_run (completed_at) WHERE completed_at IS NOT NULL;

      CREATE TABLE tasks (
        id uuid PRIMARY KEY,
        process_record_id varchar(255) NOT NULL REFERENCES process_record (id) ON DELETE CASCADE,
        run_id uuid NOT NULL REFERENCES process_run (id) ON DELETE CASCADE,
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
        UNIQUE (run_id, task_index)
      ) WITH (fillfactor = 80);
      CREATE UNIQUE INDEX tasks_one_in_progress ON tasks (run_id) WHERE status = 'IN_PROGRESS';
      CREATE INDEX tasks_record ON tasks (process_record_id);

      CREATE TABLE worker (
        id varchar(50) PRIMARY KEY,
        host varchar(255) NOT NULL,
        pid integer NOT NULL,
        concurrency integer NOT NULL CHECK (concurrency > 0),
        isolation varchar(30) NOT NULL,
        started_at timestamptz NOT NULL DEFAULT now(),
        last_heartbeat_at timestamptz NOT NULL DEFAULT now(),
        draining boolean NOT NULL DEFAULT false,
        stopped_at timestamptz,
        metrics jsonb
      ) WITH (fillfactor = 50);

      CREATE TABLE task_attempt (
        task_id uuid NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
        attempt integer NOT NULL CHECK (attempt > 0),
        run_id uuid NOT NULL,
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
        PRIMARY KEY (task_id, attempt),
        CHECK ((completed_at IS NULL) = (outcome IS NULL))
      ) WITH (fillfactor = 80);
      CREATE UNIQUE INDEX task_attempt_one_open ON task_attempt (task_id) WHERE completed_at IS NULL;
      CREATE INDEX task_attempt_open_of_run ON task_attempt (run_id) WHERE completed_at IS NULL;

      CREATE TABLE attempt_output (
        task_id uuid NOT NULL,
        attempt integer NOT NULL,
        chunk integer NOT NULL CHECK (chunk >= 0),
        byte_offset bigint NOT NULL,
        first_line bigint NOT NULL,
        line_count integer NOT NULL,
        data bytea NOT NULL,
        PRIMARY KEY (task_id, attempt, chunk),
        FOREIGN KEY (task_id, attempt) REFERENCES task_attempt (task_id, attempt) ON DELETE CASCADE
      );

      CREATE TABLE scheduled_tasks (
        task_name varchar(255) NOT NULL,
        task_instance varchar(255) NOT NULL,
        task_data bytea,
        execution_time timestamptz NOT NULL,
        picked boolean NOT NULL DEFAULT false,
        picked_by varchar(50),
        last_success timestamptz,
        last_failure timestamptz,
        consecutive_failures integer NOT NULL DEFAULT 0,
        last_heartbeat timestamptz,
        version bigint NOT NULL DEFAULT 1,
        priority smallint NOT NULL DEFAULT 0,
        run_id uuid UNIQUE REFERENCES process_run (id) ON DELETE CASCADE,
        PRIMARY KEY (task_name, task_instance),
        CHECK ((run_id IS NOT NULL) = (task_name = 'process-task')),
        CHECK (picked = (picked_by IS NOT NULL)),
        CHECK (picked = (last_heartbeat IS NOT NULL))
      ) WITH (fillfactor = 50);
      CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time) WHERE NOT picked;
      CREATE INDEX scheduled_tasks_picked ON scheduled_tasks (picked_by) WHERE picked;

      -- What the live view reads; a few minutes of it. Unlogged: after a database crash clients reload instead.
      CREATE UNLOGGED TABLE live_event (
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        id bigint GENERATED ALWAYS AS IDENTITY,
        created_at timestamptz NOT NULL DEFAULT now(),
        record_id varchar(255) NOT NULL,
        record_status varchar(50),
        run_id uuid,
        run_status varchar(50),
        task_id uuid,
        task_index integer,
        task_status varchar(50),
        PRIMARY KEY (xid, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE live_event, scheduled_tasks, attempt_output, task_attempt, worker, tasks, process_run,
        process_record, process_type_file_problem, process_type_version, process_type;
    `);
  }
}
