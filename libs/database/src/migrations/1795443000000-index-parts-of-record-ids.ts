import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An index for searching by a part of a record's id. Ids never change, so a run never writes it. It needs `pg_trgm`, a
 * trusted extension that comes with PostgreSQL; where it is not installed or not allowed, a search reads all ids.
 */
export class IndexPartsOfRecordIds1795443000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX process_record_id_parts ON process_record USING gin (id COLLATE "C" gin_trgm_ops);
      EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
        RAISE NOTICE 'records are searched without an index: %', SQLERRM;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX IF EXISTS process_record_id_parts');
  }
}
