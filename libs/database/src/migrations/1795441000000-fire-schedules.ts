import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schedules fire: what a record's schedule waits for, and what became of each fire. */
export class FireSchedules1795441000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE process_record
        ADD COLUMN schedule_options jsonb,
        ADD COLUMN schedule_paused_at timestamptz,
        ADD COLUMN schedule_resumed_at timestamptz,
        ADD COLUMN schedule_waits_for varchar(10) CHECK (schedule_waits_for IN ('run-end', 'stop')),
        ADD COLUMN schedule_error text;

      -- Schedules whose waiting is over. The end of a run brings its record in here by itself.
      CREATE INDEX process_record_schedule_ready ON process_record (id)
        WHERE schedule_waits_for IS NOT NULL AND (current_status <> 'IN_PROGRESS' OR schedule_waits_for = 'stop');

      -- One fire, or all from fire_at to last_fire_at.
      CREATE TABLE schedule_fire (
        process_record_id varchar(255) NOT NULL REFERENCES process_record (id) ON DELETE CASCADE,
        fire_at timestamptz NOT NULL,
        last_fire_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        decided_at timestamptz NOT NULL,
        outcome varchar(10) NOT NULL CHECK (outcome IN ('RUN', 'QUEUED', 'SKIPPED')),
        reason varchar(30),
        detail text,
        origin varchar(10) NOT NULL DEFAULT 'schedule' CHECK (origin IN ('schedule', 'backfill')),
        requested_by varchar(255),
        PRIMARY KEY (process_record_id, fire_at, last_fire_at),
        CHECK (last_fire_at >= fire_at),
        CHECK (outcome = 'SKIPPED' OR last_fire_at = fire_at),
        CHECK ((outcome = 'SKIPPED') = (reason IS NOT NULL))
      ) WITH (fillfactor = 90);
      CREATE INDEX schedule_fire_queued ON schedule_fire (process_record_id, fire_at) WHERE outcome = 'QUEUED';
      CREATE INDEX schedule_fire_time ON schedule_fire (fire_at);

      -- One row: whether all schedules are paused.
      CREATE TABLE schedule_switch (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        paused_at timestamptz,
        resumed_at timestamptz,
        changed_by varchar(255)
      );
      INSERT INTO schedule_switch DEFAULT VALUES;

      CREATE INDEX scheduled_tasks_fire_due ON scheduled_tasks (execution_time) WHERE task_name = 'process-schedule';

      -- Schedules that never fired before begin now, and make up for nothing: their first fire is found by a worker.
      UPDATE process_record SET next_fire_at = NULL WHERE schedule IS NOT NULL;
      INSERT INTO scheduled_tasks (task_name, task_instance, execution_time)
        SELECT 'process-schedule', id, now() FROM process_record WHERE schedule IS NOT NULL
        ON CONFLICT DO NOTHING;
      DELETE FROM scheduled_tasks WHERE task_name = 'maintenance' AND task_instance = 'next-fires';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM scheduled_tasks WHERE task_name = 'process-schedule';
      UPDATE process_record SET next_fire_at = now() WHERE schedule IS NOT NULL;
      DROP INDEX scheduled_tasks_fire_due;
      DROP TABLE schedule_switch;
      DROP TABLE schedule_fire;
      DROP INDEX process_record_schedule_ready;
      ALTER TABLE process_record DROP COLUMN schedule_error, DROP COLUMN schedule_waits_for,
        DROP COLUMN schedule_resumed_at, DROP COLUMN schedule_paused_at, DROP COLUMN schedule_options;
    `);
  }
}
