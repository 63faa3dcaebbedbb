import { conflict, type FieldIssue, invalid, notFound } from '@app/process-core';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { AccessRefusal, forbidden } from './access-refusal';
import type { InTransaction } from './in-transaction';
import type { PasswordCheckService } from './password-check.service';
import type { PasswordHasher } from './password-hasher';
import { checkPassword } from './password-rules';
import { actorName, type Principal } from './principal';
import type { Role } from './role';
import type { SignInRepository } from './sign-in.repository';
import type { Sql, User, UserRepository } from './user.repository';

export interface UserInput {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** What is undefined stays. */
export interface UserUpdate {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly password?: string | undefined;
}

/** Manages users. There is always an administrator who is not disabled. */
export class UserService {
  constructor(
    private readonly users: UserRepository,
    private readonly signIns: SignInRepository,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordCheckService,
  ) {}

  list(): Promise<User[]> {
    return this.users.list();
  }

  /** Throws `not-found`. */
  async get(id: string): Promise<User> {
    const user = isUuid(id) ? await this.users.find(id) : null;
    if (user === null) throw notFound('user', id);
    return user;
  }

  /**
   * Throws `invalid` for the password, `conflict` when the name is taken, in any case of its letters, and AccessRefusal
   * `forbidden` when a token asks for it.
   */
  async create({ name, role, password }: UserInput, by: Principal, note: InTransaction): Promise<User> {
    refuseTokens(by);
    checkPassword(password, name, 'password');
    const id = uuid();
    const passwordHash = await this.hasher.hash(password);
    await this.users.transaction(async (sql) => {
      const isNew = await this.users.insert(sql, { id, name, role, passwordHash, createdBy: actorName(by) });
      if (!isNew) throw conflict(`There is a user '${name}' already.`);
      await note(sql, name);
    });
    return this.get(id);
  }

  /**
   * Changes a user. A new password and disabling end all sign-ins of the user.
   * Throws `not-found`, `invalid`, `conflict` for the last administrator, for one's own password, and for the role and
   * the password of a provider's user, and AccessRefusal `forbidden` when a token asks for another role or password.
   */
  async update(
    id: string,
    { role, disabled, password }: UserUpdate,
    by: Principal,
    note: InTransaction,
  ): Promise<User> {
    if (role !== undefined || password !== undefined) refuseTokens(by);
    const user = await this.get(id);
    if (user.issuer !== null && (role !== undefined || password !== undefined))
      throw conflict(`${user.issuer} says which role '${user.name}' has, and checks the password.`);
    if (password !== undefined) {
      if (id === by.userId) throw conflict('The own password is changed with the present one, at /api/me/password.');
      checkPassword(password, user.name, 'password');
    }
    const passwordHash = password === undefined ? undefined : await this.hasher.hash(password);
    await this.users.transaction(async (sql) => {
      if (disabled === true || (role !== undefined && role !== 'administrator')) await this.keepOne(sql, id);
      if (!(await this.users.update(sql, id, { role, disabled, passwordHash }))) throw notFound('user', id);
      if (disabled === true || passwordHash !== undefined) await this.signIns.removeOfUser(sql, id);
      await note(sql, user.name);
    });
    return this.get(id);
  }

  /** Removes a user with sign-ins and tokens. Throws `not-found`, and `conflict` for the last administrator. */
  async delete(id: string, note: InTransaction): Promise<User> {
    const user = await this.get(id);
    await this.users.transaction(async (sql) => {
      await this.keepOne(sql, id);
      if ((await this.users.remove(sql, id)) === null) throw notFound('user', id);
      await note(sql, user.name);
    });
    return user;
  }

  /**
   * Changes the own password and ends the other sign-ins.
   * @param current the present password, which has to be right: a cookie alone is not enough
   * @throws AccessRefusal `throttled`; DomainError `invalid`, and `conflict` for a provider's user
   */
  async changePassword(by: Principal, change: PasswordChange, note: InTransaction): Promise<void> {
    const { current, next, address } = change;
    const { issuer } = await this.get(by.userId);
    if (issuer !== null) throw conflict(`The password is not kept here: change it at ${issuer}.`);
    const given = { name: by.userName, password: current, address };
    const { passwordVersion } = await this.passwords.check(given).catch((error: unknown) => {
      throw isWrong(error) ? wrongPassword() : error;
    });
    checkPassword(next, by.userName, 'newPassword');
    const passwordHash = await this.hasher.hash(next);
    await this.users.transaction(async (sql) => {
      // Whoever was given another one meanwhile keeps that: its old one may be known to others.
      const change = { passwordHash, ifPasswordVersion: passwordVersion };
      if (!(await this.users.update(sql, by.userId, change))) throw wrongPassword();
      await this.signIns.removeOfUser(sql, by.userId, by.via === 'sign-in' ? by.credentialId : null);
      await note(sql, by.userName);
    });
  }

  private async keepOne(sql: Sql, id: string): Promise<void> {
    const administrators = await this.users.lockAdministrators(sql);
    if (administrators.includes(id) && administrators.length === 1)
      throw conflict('This is the last administrator who is not disabled.');
  }
}

// Whoever finds a token must not get from it what outlives the token.
function refuseTokens(by: Principal): void {
  if (by.via === 'token') throw forbidden('A token cannot give roles and passwords: sign in with the password.');
}

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
  readonly address: string;
}

const WRONG_PASSWORD: readonly FieldIssue[] = [{ field: 'currentPassword', message: 'is wrong' }];

function wrongPassword(): Error {
  return invalid('The present password is wrong.', WRONG_PASSWORD);
}

function isWrong(error: unknown): boolean {
  return error instanceof AccessRefusal && error.kind === 'unauthenticated';
}
