import type { SqlClient, Statement } from '@app/database';
import { v7 as uuid } from 'uuid';
import type { AuditRepository } from './audit.repository';
import type { PasswordHasher } from './password-hasher';

export interface AdministratorInput {
  readonly name: string;
  /** Null: none is given. */
  readonly password: string | null;
}

/** What became of the administrator that the environment names. */
export type AdministratorOutcome = 'created' | 'reset' | 'unchanged' | 'missing' | 'taken';

// Replicas that start together create one administrator.
const LOCK: Statement = { name: 'lock_first_administrator', text: 'SELECT pg_advisory_xact_lock(7216003)' };

const FIND: Statement = {
  name: 'find_environment_password',
  text: 'SELECT environment_password_hash AS hash, issuer FROM app_user WHERE lower(name) = lower($1)',
};

const HAS_ADMINISTRATOR: Statement = {
  name: 'has_administrator',
  text: `SELECT FROM app_user WHERE role = 'administrator' AND disabled_at IS NULL LIMIT 1`,
};

const APPLY: Statement = {
  name: 'apply_environment_password',
  text: `
    INSERT INTO app_user (id, name, role, password_hash, environment_password_hash, created_by)
    VALUES ($1, $2, 'administrator', $3, $3, 'environment')
    ON CONFLICT (lower(name)) DO UPDATE SET name = excluded.name, role = excluded.role, disabled_at = NULL,
      password_hash = excluded.password_hash, environment_password_hash = excluded.environment_password_hash,
      password_version = app_user.password_version + 1, password_changed_at = now()
    RETURNING id`,
};

const END_SIGN_INS: Statement = {
  name: 'end_sign_ins_of_reset',
  text: 'DELETE FROM user_sign_in WHERE user_id = $1',
};

/**
 * Sees to it at the start that the administrator whom the environment names exists. The password is applied when it is
 * not the one that the environment gave last: a change made in the product outlives starts.
 */
export class FirstAdministratorRepository {
  constructor(
    private readonly sql: SqlClient,
    private readonly hasher: PasswordHasher,
    private readonly audit: AuditRepository,
  ) {}

  /** `missing`: no password is given and there is no administrator; `taken`: the name is that of a provider's user. */
  async ensure({ name, password }: AdministratorInput): Promise<AdministratorOutcome> {
    return this.sql.transaction(async (sql) => {
      await sql.query(LOCK);
      if (password === null) return (await sql.query(HAS_ADMINISTRATOR)).length > 0 ? 'unchanged' : 'missing';
      const [present] = await sql.query<{ hash: string | null; issuer: string | null }>(FIND, [name]);
      if (present && present.issuer !== null) return 'taken';
      if (present && present.hash !== null && (await this.hasher.verify(present.hash, password))) return 'unchanged';
      const hash = await this.hasher.hash(password);
      const [applied] = await sql.query<{ id: string }>(APPLY, [uuid(), name, hash]);
      await sql.query(END_SIGN_INS, [applied?.id]);
      const detail = present ? 'The password of the environment has changed.' : 'From the environment.';
      const outcome = present ? 'reset' : 'created';
      await this.audit.add([environmentEntry(present ? 'updateUser' : 'createUser', name, detail)], sql);
      return outcome;
    });
  }
}

function environmentEntry(action: string, target: string, detail: string) {
  return {
    actorKind: 'environment',
    actor: null,
    userId: null,
    action,
    target,
    method: null,
    path: null,
    address: null,
    requestId: null,
    outcome: 'DONE',
    status: null,
    detail,
  } as const;
}
