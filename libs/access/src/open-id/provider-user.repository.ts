import type { SqlClient, Statement } from '@app/database';
import { v7 as uuid } from 'uuid';
import type { Role } from '../role';
import type { Sql } from '../user.repository';

/** Who somebody is to a provider; the two together never change and are nobody else's. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** A user of whom a provider says who it is. */
export interface ProviderUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordVersion: number;
  readonly disabledAt: Date | null;
}

const COLUMNS = 'id, name, role, password_version AS "passwordVersion", disabled_at AS "disabledAt"';

const FIND: Statement = {
  name: 'find_provider_user',
  text: `SELECT ${COLUMNS} FROM app_user WHERE issuer = $1 AND subject = $2 FOR UPDATE`,
};

const INSERT: Statement = {
  name: 'insert_provider_user',
  text: `
    INSERT INTO app_user (id, issuer, subject, name, role, created_by, last_sign_in_at)
    VALUES ($1, $2, $3, $4, $5, $2, now())
    ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
};

const RENEW: Statement = {
  name: 'renew_provider_user',
  text: 'UPDATE app_user SET role = $2, last_sign_in_at = now() WHERE id = $1',
};

// Nothing that was made with the role outlives it.
const WITHDRAW: Statement = {
  name: 'withdraw_provider_user',
  text: `
    WITH gone AS (SELECT id FROM app_user WHERE issuer = $1 AND subject = $2),
      sign_ins AS (DELETE FROM user_sign_in WHERE user_id IN (SELECT id FROM gone))
    DELETE FROM api_token WHERE user_id IN (SELECT id FROM gone)`,
};

/** Reads and writes users of providers. */
export class ProviderUserRepository {
  constructor(private readonly sql: SqlClient) {}

  /** By identity and nothing else, locked until the transaction ends. */
  async find(sql: Sql, { issuer, subject }: ProviderIdentity): Promise<ProviderUser | null> {
    return (await sql.query<ProviderUser>(FIND, [issuer, subject]))[0] ?? null;
  }

  /** Null when the name or the identity is taken. */
  async insert(
    sql: Sql,
    { issuer, subject }: ProviderIdentity,
    name: string,
    role: Role,
  ): Promise<ProviderUser | null> {
    return (await sql.query<ProviderUser>(INSERT, [uuid(), issuer, subject, name, role]))[0] ?? null;
  }

  /** Notes that the user signed in, and with which role. */
  async renew(sql: Sql, id: string, role: Role): Promise<void> {
    await sql.query(RENEW, [id, role]);
  }

  /** Ends the sign-ins and tokens of whoever has no role any more. */
  async withdraw({ issuer, subject }: ProviderIdentity): Promise<void> {
    await this.sql.query(WITHDRAW, [issuer, subject]);
  }
}
