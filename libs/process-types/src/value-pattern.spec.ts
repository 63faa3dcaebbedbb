import type { ParameterDefinition, ProcessTypeDefinition } from '@app/process-core';
import { parseDefinition } from './parse-definition';
import { resolveInput } from './resolve-input';
import { patternProblem } from './value-pattern';

const definition = (parameter: Partial<ParameterDefinition>) => ({
  name: 'matched',
  parameters: [{ name: 'code', ...parameter }],
  tasks: [{ name: 't', command: 'true' }],
});

function parsed(parameter: Partial<ParameterDefinition>): ProcessTypeDefinition {
  const checked = parseDefinition(definition(parameter));
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

it.each([
  ['[a-z]{2}-[0-9]+', 'eu-1', true],
  ['[a-z]{2}-[0-9]+', 'xeu-1', false],
  ['[a-z]{2}-[0-9]+', 'eu-1\n', false],
  ['[a-z]{2}-[0-9]+', 'eu-1; rm -rf /', false],
  ['a|b', 'ab', false],
  ['a|bc', 'bc', true],
  ['^x$', 'x', true],
  ['(?i)yes|no', 'NO', true],
  ['.*', 'a\nb', false],
  ['\\p{L}+', 'größe', true],
  ['', '', true],
])('%j takes %j: %s', (pattern, code, takes) => {
  const resolved = resolveInput(parsed({ pattern }), { code });
  expect(resolved.ok ? [] : resolved.issues).toEqual(
    takes ? [] : [{ field: 'inputData.code', message: `Must match the pattern ${pattern} as a whole.` }],
  );
});

it('names the field and never the value', () => {
  const resolved = resolveInput(parsed({ pattern: '[a-f]+', secret: true }), { code: 's3cret' });
  expect(JSON.stringify(resolved)).toContain('inputData.code');
  expect(JSON.stringify(resolved)).not.toContain('s3cret');
});

it.each(['(a+)+', '(a|a)*', '(.*a){12}', '([a-zA-Z]+)*', '(a|aa)+'])(
  'is done in time with the pattern %s, which ordinary engines search for ever',
  (pattern) => {
    const code = `${'a'.repeat(1_023)}!`;
    const before = process.cpuUsage();
    expect(resolveInput(parsed({ pattern: `${pattern}$` }), { code }).ok).toBe(false);
    // Of the processor's time, which does not depend on what else the machine does.
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(5_000_000);
  },
);

it.each([
  ['[a-', /^Must be a regular expression .*missing closing ]/],
  ['(?=a)b', /no look-around/],
  ['(a)\\1', /no back references/],
  ['x'.repeat(501), /at most 500 characters/],
  ['((a{0,30}){0,30}){0,1}', /too complicated/],
  ['(a{1000}){1000}', /Must be a regular expression/],
])('refuses the pattern %j', (pattern, message) => {
  expect(patternProblem(pattern)).toMatch(message);
  const checked = parseDefinition(definition({ pattern }));
  expect(checked.ok ? [] : checked.issues).toMatchObject([{ field: 'parameters[0].pattern' }]);
});

it.each([
  [{ pattern: '[0-9]+', type: 'number' }, 'parameters[0].pattern', 'Is for strings only.'],
  [{ pattern: '[0-9]+', default: 'x' }, 'parameters[0].default', 'Must match the pattern.'],
] as const)('refuses %j', (parameter, field, message) => {
  const checked = parseDefinition(definition(parameter));
  expect(checked.ok ? [] : checked.issues).toMatchObject([{ field, message }]);
});

it('a value for which there is a pattern is short', () => {
  expect(resolveInput(parsed({ pattern: 'a*' }), { code: 'a'.repeat(1_024) }).ok).toBe(true);
  const resolved = resolveInput(parsed({ pattern: 'a*' }), { code: 'a'.repeat(1_025) });
  expect(resolved.ok ? [] : resolved.issues).toMatchObject(
    [{ message: /^Must have at most 1024 characters/ }].map(({ message }) => ({
      message: expect.stringMatching(message),
    })),
  );
});
