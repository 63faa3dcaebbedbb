import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version of the product a worker runs: during an update there may be two. */
export class AddWorkerVersion1795438800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE worker ADD COLUMN version varchar(50)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE worker DROP COLUMN version');
  }
}
