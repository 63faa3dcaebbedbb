import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the work list is looked through by, and what became of the product's own recurring work. */
export class ShowWorkList1795442000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Only rows that wait after a failure are in it: a run without failures never touches it.
      CREATE INDEX scheduled_tasks_failing ON scheduled_tasks (consecutive_failures, execution_time)
        WHERE consecutive_failures > 0 AND NOT picked;

      CREATE INDEX task_attempt_history ON task_attempt (started_at, task_id, attempt);
      -- What succeeds, nearly everything, is not in it.
      CREATE INDEX task_attempt_unsuccessful ON task_attempt (outcome, started_at, task_id, attempt)
        WHERE outcome <> 'SUCCEEDED';
      CREATE INDEX schedule_fire_decided ON schedule_fire (decided_at);

      -- The latest rounds of each job.
      CREATE TABLE maintenance_round (
        job varchar(255) NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        started_at timestamptz NOT NULL,
        completed_at timestamptz NOT NULL,
        error_message text,
        PRIMARY KEY (job, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE maintenance_round;
      DROP INDEX schedule_fire_decided;
      DROP INDEX task_attempt_unsuccessful;
      DROP INDEX task_attempt_history;
      DROP INDEX scheduled_tasks_failing;
    `);
  }
}
