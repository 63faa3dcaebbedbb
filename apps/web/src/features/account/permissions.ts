import type { Role } from '@app/api-client';

/** From the least to the most powerful; each includes those before it. */
export const ROLES = ['viewer', 'operator', 'administrator'] as const satisfies readonly Role[];

/** What a role is for, in the words of the forms that give it. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'Viewer: sees everything, changes nothing',
  operator: 'Operator: also creates, starts, stops and schedules processes',
  administrator: 'Administrator: also writes types, manages users, secrets and the audit',
};

/** The least powerful role that may do it, as the server decides it; a test compares the two. */
export const NEEDED_ROLES = {
  'run-processes': 'operator',
  'write-types': 'administrator',
  'manage-access': 'administrator',
} as const satisfies Readonly<Record<string, Role>>;

/** What can be done here that not everybody may do. */
export type Permission = keyof typeof NEEDED_ROLES;

/** True when whoever has `role` may do it; undefined is a role that is not known (yet). */
export function mayDo(role: Role | undefined, permission: Permission): boolean {
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(NEEDED_ROLES[permission]);
}

/** The roles that somebody with `role` can give to a token: up to their own. */
export function rolesUpTo(role: Role): readonly Role[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1);
}
