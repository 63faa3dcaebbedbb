import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayDo, NEEDED_ROLES, type Permission, rolesUpTo } from './permissions';

/** What each permission is about; reading is for all. */
const AREAS: readonly (readonly [Permission, RegExp])[] = [
  ['manage-access', /^\/api\/(users|secrets|audit)/],
  ['write-types', /^\/process-types/],
  ['run-processes', /^\/(process-records|api\/(scheduled-tasks|schedules))/],
];

/** `POST /process-types` with the role that the server asks for. */
function operations(): { name: string; path: string; reads: boolean; role: string }[] {
  const found = [];
  let path = '';
  let method = '';
  for (const line of readFileSync(join(__dirname, '../../../../../openapi.yaml'), 'utf8').split('\n')) {
    path = /^ {2}(\/[^:]*):$/.exec(line)?.[1] ?? path;
    method = /^ {4}(get|post|put|patch|delete):$/.exec(line)?.[1] ?? method;
    const role = /^ {6}x-role: (\w+)$/.exec(line)?.[1];
    if (role) found.push({ name: `${method} ${path}`, path, reads: method === 'get', role });
  }
  return found;
}

it('asks for the roles that the server asks for', () => {
  const compared: Permission[] = [];
  for (const { name, path, reads, role } of operations()) {
    const permission = AREAS.find(([, area]) => area.test(path))?.[0];
    if (permission === undefined || (reads && role === 'viewer')) continue;
    compared.push(permission);
    expect([name, role]).toEqual([name, NEEDED_ROLES[permission]]);
  }
  expect(new Set(compared)).toEqual(new Set(Object.keys(NEEDED_ROLES)));
});

it('lets a role do what those before it may do, and nobody who is not known anything', () => {
  const allowed = (role: Parameters<typeof mayDo>[0]) =>
    (Object.keys(NEEDED_ROLES) as Permission[]).filter((permission) => mayDo(role, permission));
  expect(allowed(undefined)).toEqual([]);
  expect(allowed('viewer')).toEqual([]);
  expect(allowed('operator')).toEqual(['run-processes']);
  expect(allowed('administrator')).toEqual(['run-processes', 'write-types', 'manage-access']);
});

it('gives to tokens roles up to the own one', () => {
  expect(rolesUpTo('viewer')).toEqual(['viewer']);
  expect(rolesUpTo('operator')).toEqual(['viewer', 'operator']);
});
