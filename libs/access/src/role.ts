/** From the least to the most powerful. */
export const ROLES = ['viewer', 'operator', 'administrator'] as const;

/** What somebody may do; each role includes those before it. */
export type Role = (typeof ROLES)[number];

/** True when whoever has `role` may do what `needed` is needed for. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** The less powerful one. */
export function lesserRole(a: Role, b: Role): Role {
  return includesRole(a, b) ? b : a;
}
