import { includesRole, lesserRole, ROLES } from './role';

it('each role includes itself and those before it', () => {
  const table = ROLES.map((role) => ROLES.map((needed) => includesRole(role, needed)));
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

it('the lesser of two is the one that the other includes', () => {
  for (const a of ROLES) for (const b of ROLES) expect(lesserRole(a, b)).toBe(includesRole(a, b) ? b : a);
  expect(lesserRole('administrator', 'viewer')).toBe('viewer');
});
