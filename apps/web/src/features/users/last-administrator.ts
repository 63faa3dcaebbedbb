import type { User } from '@app/api-client';

/** True when without this user nobody could manage users any more: the server refuses what would lead to that. */
export function isLastAdministrator(user: User, users: readonly User[]): boolean {
  const administrators = users.filter(({ role, disabledAt }) => role === 'administrator' && disabledAt === null);
  return administrators.length === 1 && administrators[0]?.id === user.id;
}
