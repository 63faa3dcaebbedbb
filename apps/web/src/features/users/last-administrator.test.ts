import type { Role, User } from '@app/api-client';
import { isLastAdministrator } from './last-administrator';

const user = (id: string, role: Role, disabledAt: string | null = null): User => ({
  id,
  name: id,
  role,
  disabledAt,
  passwordChangedAt: '2026-11-24T00:00:00Z',
  lastSignInAt: null,
  createdAt: '2026-11-24T00:00:00Z',
  createdBy: 'admin',
  issuer: null,
});

it('is the one administrator who is not disabled', () => {
  const ann = user('ann', 'administrator');
  const bob = user('bob', 'administrator', '2026-11-24T00:00:00Z');
  const eve = user('eve', 'operator');
  const dan = user('dan', 'administrator');
  expect([ann, bob, eve].map((one) => isLastAdministrator(one, [ann, bob, eve]))).toEqual([true, false, false]);
  expect([ann, dan].map((one) => isLastAdministrator(one, [ann, bob, eve, dan]))).toEqual([false, false]);
});
