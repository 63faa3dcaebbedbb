import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows change with every step of a run. */
const HOT_TABLES = ['process_record', 'process_run', 'tasks', 'task_attempt', 'attempt_output', 'scheduled_tasks'];

/** PostgreSQL reads the text of every check of a table again for each statement that writes to it. */
const DROP_CHECKS = `
  DO $$
  DECLARE constraint_of record;
  BEGIN
    FOR constraint_of IN
      SELECT conrelid::regclass AS hot_table, conname FROM pg_constraint
      WHERE contype = 'c' AND conname <> 'scheduled_tasks_step_of_task'
        AND conrelid = ANY (ARRAY[${HOT_TABLES.map((table) => `'${table}'`).join(', ')}]::regclass[])
    LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', constraint_of.hot_table, constraint_of.conname);
    END LOOP;
  END $$;
`;

/**
 * Takes the checks from tables that every step writes to: they were a third of what a step cost PostgreSQL
 * (docs/decisions/no-checks-on-hot-tables.md). The one that stays keeps a row out that would make others fail.
 */
export class LightenHotTables1795453000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DROP_CHECKS);
    // A generated column is calculated anew whenever anything of its row changes; the start writes it now.
    await runner.query('ALTER TABLE tasks ALTER COLUMN timeout_minutes DROP EXPRESSION');
  }

  async down(): Promise<void> {
    throw new Error('The checks cannot be put back: restore the backup that was made before the upgrade.');
  }
}
