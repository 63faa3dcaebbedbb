import { hasClaim, nameFrom, roleFrom } from './open-id-claims';

const roles = [
  { value: 'ops', role: 'operator' },
  { value: 'root', role: 'administrator' },
  { value: 'staff', role: 'viewer' },
] as const;
const rules = { roleClaim: 'roles', roles, defaultRole: null };

it.each([
  ['one of the values', { roles: ['ops'] }, 'operator'],
  ['the most powerful one', { roles: ['staff', 'root', 'ops'] }, 'administrator'],
  ['a claim that is one text', { roles: 'staff' }, 'viewer'],
  ['no value that counts', { roles: ['others'] }, null],
  ['part of a value', { roles: ['op', 'ops2', 'OPS'] }, null],
  ['values that are no texts', { roles: [['ops'], { ops: true }, 1, null] }, null],
  ['no claim', {}, null],
  ['another claim', { groups: ['root'] }, null],
])('%s', (_, claims, role) => {
  expect(roleFrom(claims, rules)).toBe(role);
  expect(roleFrom(claims, { ...rules, defaultRole: 'viewer' })).toBe(role ?? 'viewer');
});

it('a claim is found by its name, else by its path', () => {
  const claims = { 'https://x.example/roles': ['ops'], realm: { access: { roles: ['root'] } } };
  expect(roleFrom(claims, { ...rules, roleClaim: 'https://x.example/roles' })).toBe('operator');
  expect(roleFrom(claims, { ...rules, roleClaim: 'realm.access.roles' })).toBe('administrator');
  expect(
    ['realm.access', 'realm.none', 'constructor', 'realm.constructor.name'].map((path) => hasClaim(claims, path)),
  ).toEqual([true, false, false, false]);
});

it.each([
  ['the preferred one', { preferred_username: 'alice', email: 'a@example.com', sub: '1' }, 'alice'],
  [
    'the address where that is no name here',
    { preferred_username: 'alice b', email: 'a@example.com', sub: '1' },
    'a@example.com',
  ],
  ['the subject where there is no other', { preferred_username: 'a:b', sub: 'auth0|1' }, 'auth0|1'],
  ['none', { preferred_username: 7, sub: 'x'.repeat(65) }, null],
])('a new user is named by %s', (_, claims, name) => {
  expect(nameFrom(claims, null)).toBe(name);
});

it('a claim that is configured for names is the only one', () => {
  expect(nameFrom({ nick: 'al', preferred_username: 'alice' }, 'nick')).toBe('al');
  expect(nameFrom({ preferred_username: 'alice', sub: '1' }, 'nick')).toBeNull();
});
