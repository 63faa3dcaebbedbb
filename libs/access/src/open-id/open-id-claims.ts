import { ROLES, type Role } from '../role';

/** What the provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** How roles are read from claims. */
export interface RoleRules {
  /** Name of the claim, or its path with dots. */
  readonly roleClaim: string;
  readonly roles: readonly { readonly value: string; readonly role: Role }[];
  readonly defaultRole: Role | null;
}

// In the order in which they are tried. Addresses name users only: nobody is found by one.
const NAME_CLAIMS = ['preferred_username', 'email', 'sub'];
// A colon ends the name in HTTP Basic (RFC 7617).
const NAME = /^[^\s:\p{Cc}]{1,64}$/u;

/** True when the claims have one of that name or path. */
export function hasClaim(claims: Claims, path: string): boolean {
  return claimAt(claims, path) !== undefined;
}

/** The most powerful of the roles that the values of the claim stand for, or else the default; null: none. */
export function roleFrom(claims: Claims, { roleClaim, roles, defaultRole }: RoleRules): Role | null {
  const claim = claimAt(claims, roleClaim);
  const values = new Set<unknown>(Array.isArray(claim) ? claim : [claim]);
  const given = new Set(roles.filter(({ value }) => values.has(value)).map(({ role }) => role));
  return ROLES.findLast((role) => given.has(role)) ?? defaultRole;
}

/** What a new user is named; null when none of the claims can be a name. @param claim null: the usual ones */
export function nameFrom(claims: Claims, claim: string | null): string | null {
  const names = (claim === null ? NAME_CLAIMS : [claim]).map((name) => claimAt(claims, name));
  return names.find((name): name is string => typeof name === 'string' && NAME.test(name)) ?? null;
}

// Names of claims may have dots themselves: https://example.com/roles.
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>((at, name) => {
    const isObject = typeof at === 'object' && at !== null && Object.hasOwn(at, name);
    return isObject ? (at as Claims)[name] : undefined;
  }, claims);
}
