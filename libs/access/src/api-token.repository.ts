import type { SqlClient, Statement } from '@app/database';
import type { Role } from './role';
import type { Sql } from './user.repository';

/** A token as it is shown. */
export interface ApiToken {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
}

/** A token that holds, and its user. */
export interface LiveToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly userId: string;
  readonly userName: string;
  readonly userRole: Role;
  readonly passwordVersion: number;
  /** Its last use is long enough ago to write it down anew. */
  readonly isStale: boolean;
}

export interface NewToken {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly secretHash: Buffer;
  readonly expiresAt: Date | null;
}

// Only once a minute, so that reading does not become writing.
const TOUCH_EVERY = "interval '1 minute'";

const COLUMNS = `t.id, t.user_id AS "userId", u.name AS "userName", t.name, t.role, t.created_at AS "createdAt",
      t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt", t.last_used_address AS "lastUsedAddress"`;

const FIND: Statement = {
  name: 'find_token',
  text: `
    SELECT t.id, t.name, t.role, u.id AS "userId", u.name AS "userName", u.role AS "userRole",
      u.password_version AS "passwordVersion",
      coalesce(t.last_used_at < coalesce($2::timestamptz, now()) - ${TOUCH_EVERY}, true) AS "isStale"
    FROM api_token t JOIN app_user u ON u.id = t.user_id
    WHERE t.secret_hash = $1 AND u.disabled_at IS NULL
      AND (t.expires_at IS NULL OR t.expires_at > coalesce($2::timestamptz, now()))`,
};

const TOUCH: Statement = {
  name: 'touch_token',
  text: 'UPDATE api_token SET last_used_at = coalesce($2::timestamptz, now()), last_used_address = $3 WHERE id = $1',
};

// Two requests at once may both find room; the limit keeps lists short and is no promise.
const INSERT: Statement = {
  name: 'insert_token',
  text: `
    INSERT INTO api_token (id, user_id, name, role, secret_hash, created_at, expires_at)
    SELECT $1, $2, $3, $4, $5, coalesce($7::timestamptz, now()), $6
    WHERE (SELECT count(*) FROM api_token WHERE user_id = $2) < $8
    ON CONFLICT (user_id, name) DO NOTHING RETURNING id`,
};

const NAME_IS_TAKEN: Statement = {
  name: 'is_token_name_taken',
  text: 'SELECT FROM api_token WHERE user_id = $1 AND name = $2',
};

const LIST: Statement = {
  name: 'list_tokens',
  text: `
    SELECT ${COLUMNS} FROM api_token t JOIN app_user u ON u.id = t.user_id
    WHERE $1::uuid IS NULL OR t.user_id = $1 ORDER BY lower(u.name), t.created_at DESC, t.id`,
};

const REMOVE: Statement = {
  name: 'remove_token',
  text: `
    DELETE FROM api_token t USING app_user u
    WHERE u.id = t.user_id AND t.id = $1 AND ($2::uuid IS NULL OR t.user_id = $2) RETURNING ${COLUMNS}`,
};

/** Reads and writes tokens. */
export class ApiTokenRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The token of the secret, unless it is over or its user disabled. @param now null: the database's */
  async findLive(secretHash: Buffer, now: Date | null): Promise<LiveToken | null> {
    return (await this.sql.query<LiveToken>(FIND, [secretHash, now]))[0] ?? null;
  }

  async touch(id: string, address: string, now: Date | null): Promise<void> {
    await this.sql.query(TOUCH, [id, now, address]);
  }

  /** Says what kept it from being inserted; null when nothing did. */
  async insert(sql: Sql, token: NewToken, now: Date | null, most: number): Promise<'name-taken' | 'too-many' | null> {
    const { id, userId, name, role, secretHash, expiresAt } = token;
    const inserted = await sql.query(INSERT, [id, userId, name, role, secretHash, expiresAt, now, most]);
    if (inserted.length > 0) return null;
    return (await sql.query(NAME_IS_TAKEN, [userId, name])).length > 0 ? 'name-taken' : 'too-many';
  }

  /** Those of one user, or of all. */
  list(userId: string | null): Promise<ApiToken[]> {
    return this.sql.query<ApiToken>(LIST, [userId]);
  }

  /** The removed token; null when there is none, or not one of the user if that is given. */
  async remove(sql: Sql, id: string, userId: string | null): Promise<ApiToken | null> {
    return (await sql.query<ApiToken>(REMOVE, [id, userId]))[0] ?? null;
  }
}
