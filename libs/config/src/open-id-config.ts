/** Roles as in docs/decisions/users-and-sign-ins.md, from the least to the most powerful. */
export const GIVEN_ROLES = ['viewer', 'operator', 'administrator'] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];

/** Which role whoever has the value in the role claim gets. */
export interface RoleOfClaim {
  readonly value: string;
  readonly role: GivenRole;
}

/** Where the secret comes from by which the provider knows this client; a file is read again for each sign-in. */
export type ClientSecretSource =
  | { readonly kind: 'given'; readonly secret: string }
  | { readonly kind: 'file'; readonly path: string }
  /** A public client, by PKCE alone. */
  | { readonly kind: 'none' };

/** An OpenID Connect provider that people may sign in with. */
export interface OpenIdConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: ClientSecretSource;
  /** Separated by spaces; `openid` is among them. */
  readonly scopes: string;
  /** Name of the claim, or its path with dots. */
  readonly roleClaim: string;
  readonly roles: readonly RoleOfClaim[];
  /** For whoever has none of the values; null: they are refused. */
  readonly defaultRole: GivenRole | null;
  /** Claim that new users are named by; null: the first usable one of the usual claims. */
  readonly usernameClaim: string | null;
  /** What the button calls the provider. */
  readonly name: string;
  /** Origin under which browsers reach the product. */
  readonly publicUrl: string;
}
