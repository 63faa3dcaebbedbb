import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..');
const RUNNERS = new Set(['it', 'test']);
// `it.skip('…')` runs nothing.
const STILL_RUNS = new Set(['each']);

const rows = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('spec.ts'))
  .map((line) => line.split(' | '));

/** The tests that a row names, as file and title. */
const testsOf = (row: readonly string[]): [string, string][] =>
  [...(row.at(-1) ?? '').matchAll(/`([^`]+)`: “([^”]+)”/g)].map(([, file = '', title = '']) => [file, title]);

/** Titles of the tests of a file that are run. */
function titlesIn(file: string): Set<string> {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.add(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

/** `it`, `it.each(…)`, `it.each<…>(…)`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return RUNNERS.has(callee.text);
  if (ts.isCallExpression(callee)) return isTest(callee.expression);
  if (ts.isPropertyAccessExpression(callee)) return STILL_RUNS.has(callee.name.text) && isTest(callee.expression);
  return false;
}

it('the list has the advisories of each of the peers, each with a test', () => {
  const text = rows.map((row) => row[0]).join('\n');
  for (const peer of ['dagu', 'Airflow', 'Rundeck', 'Kestra', 'Argo', 'n8n', 'Cronicle', 'Jenkins'])
    expect(text).toContain(peer);
  expect(rows.filter((row) => testsOf(row).length === 0)).toEqual([]);
  expect(rows.length).toBeGreaterThanOrEqual(20);
});

it.each(rows.flatMap(testsOf))('%s has the test: %s', (file, title) => {
  expect(existsSync(join(ROOT, file))).toBe(true);
  expect([...titlesIn(file)]).toContain(title);
});

it('finds tests that are run, and no others', () => {
  expect(titlesIn('test/security-advisories.spec.ts')).toContain('%s has the test: %s');
  expect(titlesIn('test/security-advisories.spec.ts')).not.toContain('…');
});
