import { conflict, type FieldIssue, invalid, notFound } from '@app/process-core';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { forbidden } from './access-refusal';
import type { AccessSettings } from './access-settings';
import type { ApiToken, ApiTokenRepository } from './api-token.repository';
import type { InTransaction } from './in-transaction';
import type { Principal } from './principal';
import { includesRole, type Role } from './role';
import { newSecret, TOKEN_PREFIX } from './secret-text';
import type { UserRepository } from './user.repository';

const MOST_OF_ONE_USER = 100;

export interface TokenInput {
  readonly name: string;
  readonly role: Role;
  /** Null: never. */
  readonly expiresAt: Date | null;
}

export interface MadeToken {
  /** Shown once; not kept. */
  readonly secret: string;
  readonly token: ApiToken;
}

/** Manages tokens for programs. */
export class ApiTokenService {
  constructor(
    private readonly users: UserRepository,
    private readonly tokens: ApiTokenRepository,
    private readonly settings: AccessSettings,
  ) {}

  /** Those of one user, or of all. */
  list(userId: string | null): Promise<ApiToken[]> {
    return this.tokens.list(userId);
  }

  /**
   * Makes a token of the user's own, with a role up to the user's.
   * Throws `invalid`, `conflict` when the name is taken, and AccessRefusal `forbidden` when a token asks for it.
   */
  async create({ name, role, expiresAt }: TokenInput, by: Principal, note: InTransaction): Promise<MadeToken> {
    if (by.via === 'token') throw forbidden('A token cannot make tokens: sign in with the password.');
    const now = this.settings.now() ?? new Date();
    const issues: FieldIssue[] = [];
    if (!includesRole(by.role, role)) issues.push({ field: 'role', message: `must not be more than ${by.role}` });
    if (expiresAt !== null && expiresAt <= now) issues.push({ field: 'expiresAt', message: 'must be in the future' });
    if (issues.length > 0) throw invalid('The token cannot be made.', issues);
    const { text, hash } = newSecret(TOKEN_PREFIX);
    const id = uuid();
    const token = { id, userId: by.userId, name, role, secretHash: hash, expiresAt };
    await this.users.transaction(async (sql) => {
      const obstacle = await this.tokens.insert(sql, token, this.settings.now(), MOST_OF_ONE_USER);
      if (obstacle === 'name-taken') throw conflict(`There is a token '${name}' already.`);
      if (obstacle === 'too-many') throw conflict(`There are ${MOST_OF_ONE_USER} tokens already; revoke some.`);
      await note(sql, name);
    });
    const made = (await this.tokens.list(by.userId)).find((listed) => listed.id === id);
    if (made === undefined) throw conflict('The token was revoked at once.');
    return { secret: text, token: made };
  }

  /** Ends a token: an own one, or as an administrator any. Throws `not-found`. */
  async revoke(id: string, by: Principal, note: InTransaction): Promise<ApiToken> {
    return this.users.transaction(async (sql) => {
      const ofUser = by.role === 'administrator' ? null : by.userId;
      const token = isUuid(id) ? await this.tokens.remove(sql, id, ofUser) : null;
      if (token === null) throw notFound('token', id);
      await note(sql, token.name);
      return token;
    });
  }
}
