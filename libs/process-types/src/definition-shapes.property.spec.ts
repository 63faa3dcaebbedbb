import * as fc from 'fast-check';
import type { IssuePath } from './definition-issue';
import { parseDefinition } from './parse-definition';
import { parseDefinitionYaml } from './parse-definition-yaml';

const COMPLETE = {
  name: 'complete',
  description: 'has every field',
  parameters: [{ name: 'region', description: 'where', type: 'string', required: false, default: 'eu', secret: false }],
  tasks: [
    {
      name: 'one',
      description: 'what it does',
      command: 'echo hi',
      workingDirectory: '.',
      timeoutMinutes: 1,
      timeoutSeconds: 60,
      maxRetries: 1,
      retryDelaySeconds: 1,
      backoff: 'fixed',
      onWorkerLost: 'retry',
      continueOnFailure: false,
      env: { LANG: 'en' },
    },
  ],
};
/** What a message begins with: each says what would be right. */
const SAYS_WHAT_IS_RIGHT =
  /^(Must (be|have|not) |Missing; must be |Unknown field\. .*Known here: |A secret has no default|A (parameter|variable in env) cannot be named |Is too large to be an exact number; declare |Give timeoutMinutes or timeoutSeconds)/;
/** Words of a library or of the runtime. */
const RAW = /expected|received|undefined|\[object|NaN|TypeError|not a function|Cannot |Invalid/;

const paths = pathsOf(COMPLETE);
// Keys that objects have by themselves are what a parser trips over.
const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom('toString', 'valueOf', 'constructor', 'length', 'LANG', 'name'), fc.jsonValue()),
  fc.constantFrom(null, [], {}, '', 0, -1, 1.5, 1e300, true, [null], { LANG: null }, { LANG: [] }, ['LANG=en']),
);
const wrong = fc.tuple(fc.constantFrom(...paths), anyJson).map(([path, value]) => ({
  path,
  definition: replaced(COMPLETE, path, value),
}));

it('of any value at any field: says where it is wrong and what would be right, in its own words', () => {
  fc.assert(
    fc.property(wrong, ({ definition, path }) => {
      const parsed = parseDefinition(definition);
      if (parsed.ok) return;
      expect(parsed.issues.length).toBeGreaterThan(0);
      for (const { message } of parsed.issues) {
        expect(message).toMatch(SAYS_WHAT_IS_RIGHT);
        expect(message.replaceAll(/"[^"]*"/g, '')).not.toMatch(RAW);
      }
      // Nothing is blamed that is right: every mistake is at the field, in it, or where one of its list says its type.
      const owner = path.slice(0, 2);
      expect(parsed.issues.filter((issue) => !owner.every((step, index) => issue.path[index] === step))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

it('as YAML: points to the line of the field', () => {
  fc.assert(
    fc.property(wrong, ({ definition }) => {
      const text = JSON.stringify(definition, null, 2);
      const asValue = parseDefinition(definition);
      const asText = parseDefinitionYaml(text, 'a.yaml');
      expect(asText.ok).toBe(asValue.ok);
      if (asText.ok || asValue.ok) return;
      const lines = text.split('\n');
      for (const { path, field } of asValue.issues) {
        const key = path.at(-1);
        if (typeof key !== 'string' || !isThere(definition, path)) continue;
        const place = asText.issues.find((issue) => issue.field === field);
        expect(lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1)).toMatch(JSON.stringify(key));
      }
    }),
    { numRuns: 1000 },
  );
});

it.each<[unknown, string]>([
  [['LANG=en'], 'Must be a mapping of names to values, e.g. "LANG: en"; it is a list.'],
  [5, 'Must be a mapping of names to values, e.g. "LANG: en"; it is the number 5.'],
  ['LANG=en', 'Must be a mapping of names to values, e.g. "LANG: en"; it is the text "LANG=en".'],
])('of env %j: %s', (env, message) => {
  const parsed = parseDefinition(replaced(COMPLETE, ['tasks', 0, 'env'], env));
  expect(parsed.ok ? [] : parsed.issues).toEqual([{ path: ['tasks', 0, 'env'], field: 'tasks[0].env', message }]);
});

it.each<[string, string]>([
  ['{ name: t, tasks: [{ name: a, comand: x }] }', 'tasks[0].comand: Unknown field. Did you mean command? Known here'],
  ['{ name: t, tasks: [{ name: a, command: x, timeout: 5 }] }', 'Did you mean timeoutMinutes or timeoutSeconds?'],
  ['{ name: t, env: { A: b }, tasks: [] }', 'env: Unknown field. It belongs to an entry of tasks. Known here'],
  ['{ name: t, command: x, taks: [] }', 'taks: Unknown field. Did you mean tasks? Known here'],
  [
    '{ name: t, parameters: [{ name: a, requierd: true }] }',
    'parameters[0].requierd: Unknown field. Did you mean required?',
  ],
])('of %s: %s', (text, expected) => {
  const parsed = parseDefinitionYaml(text, 'a.yaml');
  const issues = parsed.ok ? [] : parsed.issues.map(({ field, message }) => `${field}: ${message}`);
  expect(issues).toContainEqual(expect.stringContaining(expected));
});

function pathsOf(value: unknown, path: IssuePath = []): IssuePath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([step, inner]) => pathsOf(inner, [...path, step]))];
}

function replaced(value: unknown, [step, ...rest]: IssuePath, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((inner, index) => (index === step ? replaced(inner, rest, by) : inner));
  return { ...(value as object), [step]: replaced(Reflect.get(value as object, step), rest, by) };
}

function isThere(value: unknown, path: IssuePath): boolean {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return false;
    inner = Reflect.get(inner, step);
  }
  return true;
}
