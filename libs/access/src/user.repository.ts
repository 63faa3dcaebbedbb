import type { SqlClient, Statement, TransactionClient } from '@app/database';
import type { Role } from './role';

/** A user as it is shown. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly disabledAt: Date | null;
  readonly passwordChangedAt: Date;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** Of the provider that says who the user is and which role it has; null: the user has a password here. */
  readonly issuer: string | null;
}

/** A user as a password is checked against it. */
export interface PasswordOwner {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly disabledAt: Date | null;
  /** Null: a provider says who the user is, and no password is right. */
  readonly passwordHash: string | null;
  readonly passwordVersion: number;
  /** The account was signed in to from the address before. */
  readonly knownAddress: boolean;
}

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly createdBy: string;
}

/** What is undefined stays. */
export interface UserChange {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly passwordHash?: string | undefined;
  /** Nothing is changed unless the user still has this password and is not disabled. */
  readonly ifPasswordVersion?: number | undefined;
}

/** One connection or a transaction. */
export type Sql = Pick<SqlClient | TransactionClient, 'query'>;

const COLUMNS = `id, name, role, disabled_at AS "disabledAt", password_changed_at AS "passwordChangedAt",
  last_sign_in_at AS "lastSignInAt", created_at AS "createdAt", created_by AS "createdBy", issuer`;

const LIST: Statement = { name: 'list_users', text: `SELECT ${COLUMNS} FROM app_user ORDER BY lower(name)` };

const FIND: Statement = { name: 'find_user', text: `SELECT ${COLUMNS} FROM app_user WHERE id = $1` };

const FIND_PASSWORD_OWNER: Statement = {
  name: 'find_password_owner',
  text: `
    SELECT id, name, role, disabled_at AS "disabledAt", password_hash AS "passwordHash",
      password_version AS "passwordVersion",
      EXISTS (SELECT FROM known_address WHERE user_id = app_user.id AND address = $2) AS "knownAddress"
    FROM app_user WHERE name = $1`,
};

const INSERT: Statement = {
  name: 'insert_user',
  text: `
    INSERT INTO app_user (id, name, role, password_hash, created_by) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING RETURNING id`,
};

const UPDATE: Statement = {
  name: 'update_user',
  text: `
    UPDATE app_user SET
      role = coalesce($2, role),
      disabled_at = CASE WHEN $3::boolean IS NULL THEN disabled_at WHEN $3 THEN coalesce(disabled_at, now()) END,
      password_hash = coalesce($4, password_hash),
      password_version = password_version + CASE WHEN $4 IS NULL THEN 0 ELSE 1 END,
      password_changed_at = CASE WHEN $4 IS NULL THEN password_changed_at ELSE now() END
    WHERE id = $1 AND ($5::int IS NULL OR (password_version = $5 AND disabled_at IS NULL)) RETURNING id`,
};

const REMOVE: Statement = { name: 'delete_user', text: 'DELETE FROM app_user WHERE id = $1 RETURNING name' };

// Whoever takes an administrator away waits here for whoever else does.
const LOCK_ADMINISTRATORS: Statement = {
  name: 'lock_administrators',
  text: `
    SELECT id FROM app_user WHERE role = 'administrator' AND disabled_at IS NULL ORDER BY id FOR UPDATE`,
};

const REHASH: Statement = {
  name: 'rehash_password',
  text: 'UPDATE app_user SET password_hash = $3 WHERE id = $1 AND password_version = $2',
};

const KNOW_ADDRESS: Statement = {
  name: 'know_address',
  text: `
    WITH seen AS (UPDATE app_user SET last_sign_in_at = now() WHERE id = $1)
    INSERT INTO known_address (user_id, address, last_at) VALUES ($1, $2, now())
    ON CONFLICT (user_id, address) DO UPDATE SET last_at = excluded.last_at`,
};

/** Reads and writes users. */
export class UserRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Runs `work` in one transaction. */
  transaction<T>(work: (sql: TransactionClient) => Promise<T>): Promise<T> {
    return this.sql.transaction(work);
  }

  list(): Promise<User[]> {
    return this.sql.query<User>(LIST);
  }

  async find(id: string): Promise<User | null> {
    return (await this.sql.query<User>(FIND, [id]))[0] ?? null;
  }

  /** By its exact name. @param address from where it is asked for */
  async findPasswordOwner(name: string, address: string): Promise<PasswordOwner | null> {
    return (await this.sql.query<PasswordOwner>(FIND_PASSWORD_OWNER, [name, address]))[0] ?? null;
  }

  /** False when the name is taken. */
  async insert(sql: Sql, { id, name, role, passwordHash, createdBy }: NewUser): Promise<boolean> {
    return (await sql.query(INSERT, [id, name, role, passwordHash, createdBy])).length > 0;
  }

  /** False when there is no such user. */
  async update(sql: Sql, id: string, change: UserChange): Promise<boolean> {
    const { role = null, disabled = null, passwordHash = null, ifPasswordVersion = null } = change;
    return (await sql.query(UPDATE, [id, role, disabled, passwordHash, ifPasswordVersion])).length > 0;
  }

  /** Its name; null when there is no such user. */
  async remove(sql: Sql, id: string): Promise<string | null> {
    return (await sql.query<{ name: string }>(REMOVE, [id]))[0]?.name ?? null;
  }

  /** Ids of the administrators who are not disabled, locked until the transaction ends. */
  async lockAdministrators(sql: Sql): Promise<string[]> {
    return (await sql.query<{ id: string }>(LOCK_ADMINISTRATORS)).map(({ id }) => id);
  }

  /** Keeps a hash of the same password; nothing when the password has changed since the version. */
  async rehash(id: string, version: number, passwordHash: string): Promise<void> {
    await this.sql.query(REHASH, [id, version, passwordHash]);
  }

  /** Notes that the user's password was given from the address. */
  async knowAddress(id: string, address: string): Promise<void> {
    await this.sql.query(KNOW_ADDRESS, [id, address]);
  }
}
