import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the runs whose finished tasks a resumed run kept: retention asks for each run that it may remove. */
export class IndexKeptTasks1795425874000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX tasks_kept_from ON tasks ((metadata->'keptFrom'->>'runId')) WHERE status = 'SKIPPED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX tasks_kept_from;`);
  }
}
