import type { TransactionClient } from '@app/database';
import { notFound } from '@app/process-core';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { wrongCredentials } from './access-refusal';
import type { AccessSettings } from './access-settings';
import type { InTransaction } from './in-transaction';
import type { GivenPassword, PasswordCheckService } from './password-check.service';
import type { Principal } from './principal';
import type { Role } from './role';
import { newSecret } from './secret-text';
import type { Holding, SignIn, SignInRepository } from './sign-in.repository';
import type { UserRepository } from './user.repository';

/** A sign-in that was just made. */
export interface MadeSignIn {
  /** For its owner's cookie; not kept. */
  readonly secret: string;
  readonly principal: Principal;
  /** After which it ends in any case. */
  readonly limitMs: number;
}

/** Of a user, what a sign-in is made from. */
export interface SignedInUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordVersion: number;
}

/** From where somebody signs in, and with what. */
export interface SignedInFrom {
  readonly address: string;
  readonly userAgent: string | null;
}

const USER_AGENT_LENGTH = 255;

/** Signs people in and out. */
export class SignInService {
  constructor(
    private readonly users: UserRepository,
    private readonly signIns: SignInRepository,
    private readonly passwords: PasswordCheckService,
    private readonly settings: AccessSettings,
  ) {}

  /** @throws AccessRefusal when name or password is wrong, or after too many attempts */
  async signIn(given: GivenPassword, userAgent: string | null, note: SignInNote): Promise<MadeSignIn> {
    const owner = await this.passwords.check(given);
    return this.users.transaction(async (sql) => {
      const made = await this.open(sql, owner, { address: given.address, userAgent });
      await note(made.principal)(sql, owner.name);
      return made;
    });
  }

  /**
   * Makes a sign-in of a user of whom it is known who they are.
   * @throws AccessRefusal when the user is disabled or has another password by now
   */
  async open(sql: TransactionClient, user: SignedInUser, { address, userAgent }: SignedInFrom): Promise<MadeSignIn> {
    const { text, hash } = newSecret();
    const id = uuid();
    const limitMs = this.settings.signInLimitMs;
    const agent = userAgent?.slice(0, USER_AGENT_LENGTH) ?? null;
    const { id: userId, passwordVersion } = user;
    const signIn = { id, userId, passwordVersion, secretHash: hash, limitMs, address, userAgent: agent };
    if (!(await this.signIns.insert(sql, signIn, this.settings.now()))) throw wrongCredentials(user.name);
    // Only now: whoever changes a user locks the user first and sign-ins after.
    await this.signIns.removeExpired(sql, this.holding);
    const principal: Principal = {
      userId: user.id,
      userName: user.name,
      role: user.role,
      via: 'sign-in',
      credentialId: id,
      tokenName: null,
      passwordVersion: user.passwordVersion,
    };
    return { secret: text, principal, limitMs };
  }

  /** The user's sign-ins that hold, the last seen first. */
  list(userId: string): Promise<SignIn[]> {
    return this.signIns.list(userId, this.holding);
  }

  /** Ends one sign-in of the user. Throws `not-found`. */
  async end(userId: string, id: string, note: InTransaction): Promise<void> {
    await this.users.transaction(async (sql) => {
      if (!isUuid(id) || !(await this.signIns.remove(sql, userId, id))) throw notFound('sign-in', id);
      await note(sql, id);
    });
  }

  /** Ends all sign-ins of the user; gives how many. */
  async endAll(userId: string, userName: string, note: InTransaction): Promise<number> {
    return this.users.transaction(async (sql) => {
      const ended = await this.signIns.removeOfUser(sql, userId);
      await note(sql, userName);
      return ended;
    });
  }

  private get holding(): Holding {
    return { idleMs: this.settings.signInIdleMs, now: this.settings.now() };
  }
}

/** What is done in the transaction of a new sign-in, by whom it is. */
export type SignInNote = (principal: Principal) => InTransaction;
