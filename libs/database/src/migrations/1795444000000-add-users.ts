import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users, their sign-ins and tokens, attempts to sign in, and the audit. */
export class AddUsers1795444000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE app_user (
        id uuid PRIMARY KEY,
        name varchar(64) NOT NULL,
        role varchar(20) NOT NULL CHECK (role IN ('viewer', 'operator', 'administrator')),
        password_hash text NOT NULL,
        -- Moves on with every change of the password.
        password_version integer NOT NULL DEFAULT 1,
        password_changed_at timestamptz NOT NULL DEFAULT now(),
        -- Of the password that the environment gave last.
        environment_password_hash text,
        disabled_at timestamptz,
        last_sign_in_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        created_by varchar(255) NOT NULL
      );
      -- Names that differ in case only would be taken for one another.
      CREATE UNIQUE INDEX app_user_name ON app_user (lower(name));

      CREATE TABLE user_sign_in (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
        secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        address varchar(45) NOT NULL,
        user_agent varchar(255)
      ) WITH (fillfactor = 90);
      CREATE INDEX user_sign_in_user ON user_sign_in (user_id, created_at);
      CREATE INDEX user_sign_in_expiry ON user_sign_in (expires_at);

      -- From where somebody signed in to an account; kept when the sign-in is over.
      CREATE TABLE known_address (
        user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
        address varchar(45) NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, address)
      );

      CREATE TABLE api_token (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
        name varchar(100) NOT NULL,
        role varchar(20) NOT NULL CHECK (role IN ('viewer', 'operator', 'administrator')),
        secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        last_used_at timestamptz,
        last_used_address varchar(45),
        UNIQUE (user_id, name)
      ) WITH (fillfactor = 90);

      -- As rate-limiter-flexible wants it. Losing it in a crash costs nothing but counts of some minutes.
      CREATE UNLOGGED TABLE sign_in_attempt (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );

      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor_kind varchar(20) NOT NULL CHECK (actor_kind IN ('user', 'token', 'environment', 'nobody')),
        actor varchar(255),
        user_id uuid,
        action varchar(100) NOT NULL,
        target varchar(255),
        method varchar(20),
        path varchar(500),
        address varchar(45),
        request_id varchar(128),
        outcome varchar(10) NOT NULL CHECK (outcome IN ('DONE', 'REFUSED', 'DENIED', 'FAILED')),
        status integer,
        detail text
      );
      CREATE INDEX audit_entry_at ON audit_entry (at);
      CREATE INDEX audit_entry_actor ON audit_entry (actor, id);
      CREATE INDEX audit_entry_action ON audit_entry (action, id);
      CREATE INDEX audit_entry_target ON audit_entry (target, id);
      CREATE INDEX audit_entry_not_done ON audit_entry (outcome, id) WHERE outcome <> 'DONE';

      CREATE FUNCTION keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' AND current_setting('orchestrator.removes_audit_entries', true) = 'on' THEN
            RETURN NULL;
          END IF;
          RAISE EXCEPTION 'audit_entry: entries are only added, and removed by remove_audit_entries'
            USING ERRCODE = 'insufficient_privilege';
        END $$;
      CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entries();

      -- The only way in which entries go: by age, at least a day, some at a time. Gives how many went.
      CREATE FUNCTION remove_audit_entries(older_than_ms double precision, at_most integer) RETURNS bigint
        LANGUAGE plpgsql SET orchestrator.removes_audit_entries = 'on' AS $$
        DECLARE removed bigint;
        BEGIN
          DELETE FROM audit_entry WHERE id IN (
            SELECT id FROM audit_entry
            WHERE at < now() - greatest(older_than_ms, 86400000) * interval '1 millisecond'
            ORDER BY at LIMIT at_most);
          GET DIAGNOSTICS removed = ROW_COUNT;
          RETURN removed;
        END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION remove_audit_entries;
      DROP TABLE audit_entry;
      DROP FUNCTION keep_audit_entries;
      DROP TABLE sign_in_attempt;
      DROP TABLE api_token;
      DROP TABLE known_address;
      DROP TABLE user_sign_in;
      DROP TABLE app_user;
    `);
  }
}
