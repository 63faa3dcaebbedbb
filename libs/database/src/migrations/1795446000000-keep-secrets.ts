import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Named secrets, encrypted by the application, and the ids of the keys that anything here is encrypted with. */
export class KeepSecrets1795446000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE secret_key (
        id varchar(12) PRIMARY KEY,
        registered_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE secret (
        name varchar(100) PRIMARY KEY CHECK (name ~ '^[A-Za-z_][A-Za-z0-9_]*$'),
        sealed text NOT NULL CHECK (sealed LIKE 'v1.%'),
        created_at timestamptz NOT NULL DEFAULT now(),
        created_by varchar(255) NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        updated_by varchar(255) NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE secret;
      DROP TABLE secret_key;
    `);
  }
}
