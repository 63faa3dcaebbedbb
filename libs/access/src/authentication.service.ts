import { createHmac, randomBytes } from 'node:crypto';
import { isConnectionFault } from '@app/database';
import { AccessRefusal, wrongCredentials } from './access-refusal';
import type { AccessSettings } from './access-settings';
import type { ApiTokenRepository } from './api-token.repository';
import { BoundedMap } from './bounded-map';
import type { PasswordCheckService } from './password-check.service';
import type { Principal } from './principal';
import { lesserRole } from './role';
import { secretHash, TOKEN_PREFIX } from './secret-text';
import type { SignInRepository } from './sign-in.repository';

/** How a request says who sends it. */
export type Credentials =
  | { readonly kind: 'sign-in'; readonly secret: string }
  | { readonly kind: 'token'; readonly secret: string }
  | { readonly kind: 'password'; readonly name: string; readonly password: string };

interface Seen {
  readonly principal: Principal;
  readonly at: number;
}

const MOST_SEEN = 1_000;
const OUTAGE_LIMIT_MS = 600_000;

/** Says who sends a request: one look into the database for each. */
export class AuthenticationService {
  private readonly key = randomBytes(32);
  private readonly seen = new BoundedMap<Seen>(MOST_SEEN);

  constructor(
    private readonly signIns: SignInRepository,
    private readonly tokens: ApiTokenRepository,
    private readonly passwords: PasswordCheckService,
    private readonly settings: AccessSettings,
  ) {}

  /**
   * @param reads the request changes nothing: while the database is away, whom this process saw within the last ten
   * minutes may go on
   * @throws AccessRefusal when the credentials are wrong, or the driver's error when the database is away
   */
  async authenticate(credentials: Credentials, address: string, reads: boolean): Promise<Principal> {
    const digest = createHmac('sha256', this.key).update(JSON.stringify(credentials)).digest('base64url');
    try {
      const principal = await this.find(credentials, address);
      this.seen.set(digest, { principal, at: performance.now() });
      return principal;
    } catch (error) {
      if (error instanceof AccessRefusal) this.seen.delete(digest);
      const seen = reads && isConnectionFault(error) ? this.seen.get(digest) : undefined;
      if (seen && performance.now() - seen.at < OUTAGE_LIMIT_MS) return seen.principal;
      throw error;
    }
  }

  private find(credentials: Credentials, address: string): Promise<Principal> {
    switch (credentials.kind) {
      case 'sign-in':
        return this.findSignIn(credentials.secret);
      case 'token':
        return this.findToken(credentials.secret, address);
      case 'password':
        return this.findPassword({ ...credentials, address });
      default:
        return credentials satisfies never;
    }
  }

  private async findSignIn(secret: string): Promise<Principal> {
    const now = this.settings.now();
    const signIn = await this.signIns.findLive(secretHash(secret), { idleMs: this.settings.signInIdleMs, now });
    if (signIn === null) throw wrongCredentials();
    const { id, isStale, ...user } = signIn;
    if (isStale) await this.signIns.touch(id, now);
    return { ...user, via: 'sign-in', credentialId: id, tokenName: null };
  }

  private async findToken(secret: string, address: string): Promise<Principal> {
    if (!secret.startsWith(TOKEN_PREFIX)) throw wrongCredentials();
    const now = this.settings.now();
    const token = await this.tokens.findLive(secretHash(secret), now);
    if (token === null) throw wrongCredentials();
    if (token.isStale) await this.tokens.touch(token.id, address, now);
    const { userId, userName, passwordVersion } = token;
    const role = lesserRole(token.role, token.userRole);
    return { userId, userName, passwordVersion, role, via: 'token', credentialId: token.id, tokenName: token.name };
  }

  private async findPassword(given: { name: string; password: string; address: string }): Promise<Principal> {
    if (!this.settings.basicAuth) throw wrongCredentials();
    const { id, name, role, passwordVersion } = await this.passwords.checkAgain(given);
    return { userId: id, userName: name, role, via: 'password', credentialId: null, tokenName: null, passwordVersion };
  }
}
