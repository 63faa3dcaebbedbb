import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepDefinitionText1795430923000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE process_type_version ADD COLUMN yaml text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE process_type_version DROP COLUMN yaml`);
  }
}
