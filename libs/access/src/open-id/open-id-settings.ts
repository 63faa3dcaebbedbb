import type { RoleRules } from './open-id-claims';

/** The provider that people may sign in with. */
export interface OpenIdSettings extends RoleRules {
  readonly issuer: string;
  readonly clientId: string;
  /** By which the provider knows this client; null: by PKCE alone. Read anew for each sign-in. */
  readonly clientSecret: () => string | null;
  /** Separated by spaces. */
  readonly scopes: string;
  /** Claim that new users are named by; null: the first usable one of the usual claims. */
  readonly usernameClaim: string | null;
  /** Where the provider sends people back to, as it is registered there. */
  readonly redirectUri: string;
}
