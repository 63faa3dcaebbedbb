import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What failed last is asked for by everybody who looks at the overview. */
export class IndexFailedRecords1795440000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX process_record_failed ON process_record (failed_when, id) WHERE current_status = 'FAILED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX process_record_failed`);
  }
}
