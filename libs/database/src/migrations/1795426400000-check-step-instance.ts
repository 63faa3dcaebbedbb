import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A step is that of a task, whose id every statement reads as a uuid: one that is none would break it for all rows. */
export class CheckStepInstance1795426400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scheduled_tasks ADD CONSTRAINT scheduled_tasks_step_of_task CHECK (task_name <> 'process-task'
        OR task_instance ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE scheduled_tasks DROP CONSTRAINT scheduled_tasks_step_of_task;`);
  }
}
