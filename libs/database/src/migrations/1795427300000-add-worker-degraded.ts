import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a worker says that it suffers from. */
export class AddWorkerDegraded1795427300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE worker ADD COLUMN degraded text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE worker DROP COLUMN degraded');
  }
}
