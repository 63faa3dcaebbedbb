import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** What the product may be passed on with, under its own licence, with no more than a notice. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
]);
/** Looked at one by one: a parser from Python's own, a font, and what is in the public domain. */
const ALLOWED_FOR: Readonly<Record<string, readonly string[]>> = {
  'Python-2.0': ['argparse'],
  'OFL-1.1': ['@fontsource-variable/inter'],
  Unlicense: ['isbot'],
};

interface Row {
  readonly name: string;
  readonly licence: string;
}

// `npm run generate -- --check` compares the file with the lock file.
const rows: Row[] = [
  ...readFileSync(join(ROOT, 'docs/licences.md'), 'utf8').matchAll(/^\| (\S+) \| \d\S* \| (.+) \|$/gm),
].map(([, name = '', licence = '']) => ({ name, licence }));

/** An SPDX expression: of alternatives one has to be allowed, of what holds together all. */
function isAllowed({ name, licence }: Row): boolean {
  const alternatives = licence.replace(/[()]/g, '').split(' OR ');
  return alternatives.some((alternative) =>
    alternative.split(' AND ').every((id) => ALLOWED.has(id) || (ALLOWED_FOR[id]?.includes(name) ?? false)),
  );
}

it('everything that runs has a licence that is allowed', () => {
  expect(rows.filter((row) => !isAllowed(row))).toEqual([]);
});

it('the list has what the server and the dashboard need', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), 'react', '@mantine/core', 'uplot']));
  expect(names.length).toBeGreaterThan(250);
});

it.each([
  ['GPL-3.0-only', false],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  ['OFL-1.1', false],
  ['unknown', false],
])('%s would be allowed for anything: %s', (licence, expected) => {
  expect(isAllowed({ name: 'anything', licence })).toBe(expected);
});
