import type { SqlClient, Statement } from '@app/database';
import type { Role } from './role';
import type { Sql } from './user.repository';

/** A sign-in as it is shown. */
export interface SignIn {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly address: string;
  readonly userAgent: string | null;
}

/** A sign-in that holds, and its user. */
export interface LiveSignIn {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  readonly passwordVersion: number;
  /** Seen long enough ago to write it down anew. */
  readonly isStale: boolean;
}

export interface NewSignIn {
  readonly id: string;
  readonly userId: string;
  /** Of the password that it is made with. */
  readonly passwordVersion: number;
  readonly secretHash: Buffer;
  readonly limitMs: number;
  readonly address: string;
  readonly userAgent: string | null;
}

/** How long a sign-in holds without requests, and the time: null is the database's. */
export interface Holding {
  readonly idleMs: number;
  readonly now: Date | null;
}

// Only once a minute, so that reading does not become writing.
const TOUCH_EVERY = "interval '1 minute'";

/** What holds of `user_sign_in s`; `now` and `idle` are the placeholders of the time and the idle limit. */
export const holds = (now: string, idle: string): string =>
  `s.expires_at > coalesce(${now}::timestamptz, now())
      AND s.last_seen_at > coalesce(${now}::timestamptz, now()) - ${idle}::double precision * interval '1 millisecond'`;

const FIND: Statement = {
  name: 'find_sign_in',
  text: `
    SELECT s.id, u.id AS "userId", u.name AS "userName", u.role, u.password_version AS "passwordVersion",
      s.last_seen_at < coalesce($2::timestamptz, now()) - ${TOUCH_EVERY} AS "isStale"
    FROM user_sign_in s JOIN app_user u ON u.id = s.user_id
    WHERE s.secret_hash = $1 AND u.disabled_at IS NULL AND ${holds('$2', '$3')}`,
};

const TOUCH: Statement = {
  name: 'touch_sign_in',
  text: 'UPDATE user_sign_in SET last_seen_at = coalesce($2::timestamptz, now()) WHERE id = $1',
};

// A check of a password takes a while, in which the user may be disabled or get another one: that ends the sign-ins that
// there are, and this one waits for it.
const INSERT: Statement = {
  name: 'insert_sign_in',
  text: `
    INSERT INTO user_sign_in (id, user_id, secret_hash, created_at, last_seen_at, expires_at, address, user_agent)
    SELECT $1, u.id, $3, moment, moment, moment + $4::double precision * interval '1 millisecond', $5, $6
    FROM app_user u, coalesce($7::timestamptz, now()) moment
    WHERE u.id = $2 AND u.password_version = $8 AND u.disabled_at IS NULL
    FOR SHARE OF u
    RETURNING id`,
};

const REMOVE_EXPIRED: Statement = {
  name: 'remove_expired_sign_ins',
  text: `DELETE FROM user_sign_in s WHERE NOT (${holds('$1', '$2')})`,
};

const LIST: Statement = {
  name: 'list_sign_ins',
  text: `
    SELECT id, user_id AS "userId", created_at AS "createdAt", last_seen_at AS "lastSeenAt",
      expires_at AS "expiresAt", address, user_agent AS "userAgent"
    FROM user_sign_in s WHERE user_id = $1 AND ${holds('$2', '$3')} ORDER BY last_seen_at DESC, id`,
};

const REMOVE: Statement = {
  name: 'remove_sign_in',
  text: 'DELETE FROM user_sign_in WHERE user_id = $1 AND id = $2 RETURNING id',
};

const REMOVE_OF_USER: Statement = {
  name: 'remove_sign_ins_of_user',
  text: 'DELETE FROM user_sign_in WHERE user_id = $1 AND id IS DISTINCT FROM $2 RETURNING id',
};

/** Reads and writes sign-ins. */
export class SignInRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The sign-in of the secret, unless it is over or its user disabled. */
  async findLive(secretHash: Buffer, { idleMs, now }: Holding): Promise<LiveSignIn | null> {
    return (await this.sql.query<LiveSignIn>(FIND, [secretHash, now, idleMs]))[0] ?? null;
  }

  async touch(id: string, now: Date | null): Promise<void> {
    await this.sql.query(TOUCH, [id, now]);
  }

  /** False when the user is disabled or has another password by now. */
  async insert(sql: Sql, signIn: NewSignIn, now: Date | null): Promise<boolean> {
    const { id, userId, secretHash, limitMs, address, userAgent, passwordVersion } = signIn;
    const values = [id, userId, secretHash, limitMs, address, userAgent, now, passwordVersion];
    return (await sql.query(INSERT, values)).length > 0;
  }

  /** Removes those of all users that are over. */
  async removeExpired(sql: Sql, { idleMs, now }: Holding): Promise<void> {
    await sql.query(REMOVE_EXPIRED, [now, idleMs]);
  }

  /** Those of the user that hold, the last seen first. */
  list(userId: string, { idleMs, now }: Holding): Promise<SignIn[]> {
    return this.sql.query<SignIn>(LIST, [userId, now, idleMs]);
  }

  /** False when the user has no such sign-in. */
  async remove(sql: Sql, userId: string, id: string): Promise<boolean> {
    return (await sql.query(REMOVE, [userId, id])).length > 0;
  }

  /** Removes those of the user, all but one if it is given; gives how many. */
  async removeOfUser(sql: Sql, userId: string, except: string | null = null): Promise<number> {
    return (await sql.query(REMOVE_OF_USER, [userId, except])).length;
  }
}
