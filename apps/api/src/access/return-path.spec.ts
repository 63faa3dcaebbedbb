import { returnPath } from './return-path';

it.each([
  '/',
  '/processes/a.b?tab=2',
  '/tasks/1#L20',
  '/x?to=//evil.example',
  '/a%2f%2fevil.example',
  '/%5cevil.example',
])('%s is a path of this site', (path) => {
  expect(returnPath(path)).toBe(path);
});

it.each([
  ['another site', 'https://evil.example/'],
  ['another site by its name alone', '//evil.example'],
  ['three slashes', '///evil.example'],
  ['a backslash', '/\\evil.example'],
  ['two backslashes', '\\\\evil.example'],
  ['a tab between slashes', '/\t/evil.example'],
  ['a line end between slashes', '/\n/evil.example'],
  ['dots between slashes', '/.//evil.example'],
  ['a folder up', '/x/..//evil.example'],
  ['encoded dots', '/%2e//evil.example'],
  ['a backslash behind a dot', '/.\\/evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['a relative path', 'evil.example'],
  ['a user in front', '/@evil.example'.slice(1)],
  ['nothing', ''],
  ['no text', undefined],
  ['several', ['/a', '/b']],
  ['more than a cookie takes', `/${'x'.repeat(1_000)}`],
])('%s is none', (_, wanted) => {
  expect(returnPath(wanted)).toBe('/');
});

it('dots are taken out as browsers do', () => {
  expect(returnPath('/a/../b/./c')).toBe('/b/c');
});
