import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users of whom an OpenID Connect provider says who they are: by issuer and subject, without a password. */
export class AddProviderUsers1795448000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app_user
        ALTER COLUMN password_hash DROP NOT NULL,
        ADD COLUMN issuer varchar(255),
        ADD COLUMN subject varchar(255),
        ADD CONSTRAINT app_user_identity_check CHECK ((issuer IS NULL) = (subject IS NULL)),
        ADD CONSTRAINT app_user_password_check CHECK ((issuer IS NULL) = (password_hash IS NOT NULL));
      CREATE UNIQUE INDEX app_user_identity ON app_user (issuer, subject) WHERE issuer IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM app_user WHERE issuer IS NOT NULL;
      DROP INDEX app_user_identity;
      ALTER TABLE app_user
        DROP CONSTRAINT app_user_password_check,
        DROP CONSTRAINT app_user_identity_check,
        DROP COLUMN subject,
        DROP COLUMN issuer,
        ALTER COLUMN password_hash SET NOT NULL;
    `);
  }
}
