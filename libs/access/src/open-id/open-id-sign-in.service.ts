import type { TransactionClient } from '@app/database';
import type { InTransaction } from '../in-transaction';
import type { Principal } from '../principal';
import type { Role } from '../role';
import type { MadeSignIn, SignedInFrom, SignInService } from '../sign-in.service';
import type { SignInThrottle } from '../sign-in-throttle.repository';
import type { UserRepository } from '../user.repository';
import { type Claims, nameFrom, roleFrom } from './open-id-claims';
import type { BegunSignIn, OpenIdProvider } from './open-id-provider';
import { OpenIdRefusal } from './open-id-refusal';
import type { OpenIdSettings } from './open-id-settings';
import type { ProviderIdentity, ProviderUser, ProviderUserRepository } from './provider-user.repository';

/** What comes back from the provider with somebody's browser. */
export interface Return {
  /** The parameters of the address. */
  readonly answer: URLSearchParams;
  /** What the browser shows of the sign-in that it began; null: nothing. */
  readonly begun: BegunSignIn | null;
  readonly from: SignedInFrom;
}

/** What is done in the transaction of a sign-in with the provider. @param change what the sign-in changed of the user */
export type ProviderSignInNote = (principal: Principal, change: string | null) => InTransaction;

/** Signs people in whom the provider vouches for. Their users are made, and their roles renewed, by that. */
export class OpenIdSignInService {
  constructor(
    private readonly users: UserRepository,
    private readonly providerUsers: ProviderUserRepository,
    private readonly signIns: SignInService,
    private readonly throttle: SignInThrottle,
    private readonly provider: OpenIdProvider,
    private readonly settings: OpenIdSettings,
  ) {}

  /** Where the browser goes, and what it has to show later. Throws OpenIdRefusal when the provider is away. */
  begin(): Promise<{ readonly url: URL; readonly begun: BegunSignIn }> {
    return this.provider.begin();
  }

  /** @throws OpenIdRefusal; AccessRefusal `throttled` after too many attempts from the address */
  async complete({ answer, begun, from }: Return, note: ProviderSignInNote): Promise<MadeSignIn> {
    if (begun === null || answer.get('state') !== begun.state)
      throw new OpenIdRefusal('start-again', 'What came back belongs to no sign-in that this browser began.');
    await this.throttle.beginFrom(from.address);
    const claims = await this.provider.complete(answer, begun);
    const identity = { issuer: String(claims.iss), subject: String(claims.sub) };
    const role = roleFrom(claims, this.settings);
    if (role === null) {
      await this.providerUsers.withdraw(identity);
      throw new OpenIdRefusal('no-role', `${shown(identity, claims)} has no role here.`);
    }
    const made = await this.users.transaction(async (sql) => {
      const { user, change } = await this.userOf(sql, identity, claims, role);
      if (user.disabledAt !== null)
        throw new OpenIdRefusal('disabled', `${shown(identity, claims)}: the user '${user.name}' is disabled.`);
      const signIn = await this.signIns.open(sql, { ...user, role }, from);
      await note(signIn.principal, change)(sql, user.name);
      return signIn;
    });
    await this.throttle.succeededFrom(from.address);
    return made;
  }

  private async userOf(sql: TransactionClient, identity: ProviderIdentity, claims: Claims, role: Role) {
    const present = await this.providerUsers.find(sql, identity);
    if (present !== null) return this.renewed(sql, present, role);
    const name = nameFrom(claims, this.settings.usernameClaim);
    if (name === null) throw new OpenIdRefusal('no-name', `${shown(identity, claims)} has no usable name.`);
    const made = await this.providerUsers.insert(sql, identity, name, role);
    if (made !== null) return { user: made, change: `The user is new: ${role}.` };
    // Somebody who signs in twice at once is no other user.
    const other = await this.providerUsers.find(sql, identity);
    if (other !== null) return this.renewed(sql, other, role);
    throw new OpenIdRefusal('name-taken', `${shown(identity, claims)}: another user is called '${name}'.`);
  }

  private async renewed(sql: TransactionClient, user: ProviderUser, role: Role) {
    if (user.disabledAt === null) await this.providerUsers.renew(sql, user.id, role);
    return { user, change: user.role === role ? null : `The role was ${user.role}: now ${role}.` };
  }
}

function shown({ issuer, subject }: ProviderIdentity, claims: Claims): string {
  const name = nameFrom(claims, null);
  return `${name === null || name === subject ? '' : `${name}, `}${subject} of ${issuer}`;
}
