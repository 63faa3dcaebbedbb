import { parseDefinition } from './parse-definition';
import { resolveInput, resolveInputText, taskEnvironment } from './resolve-input';

const parsed = parseDefinition({
  name: 'report',
  parameters: [
    { name: 'input_file', required: true },
    { name: 'output_dir' },
    { name: 'top', type: 'number', default: 10 },
    { name: 'verbose', type: 'boolean', default: false },
    { name: 'token', secret: true },
  ],
  tasks: [{ name: 'one', command: 'x', env: { LC_ALL: 'C', top: 'fixed' } }],
});
if (!parsed.ok) throw new Error('the type of this test is wrong');
const report = parsed.value;

const issuesOf = (input: unknown): string[] => {
  const resolved = resolveInput(report, input);
  return resolved.ok ? [] : resolved.issues.map(({ field, message }) => `${field}: ${message}`);
};
const environmentOf = (input: unknown) => {
  const resolved = resolveInput(report, input);
  return resolved.ok ? resolved.value.environment : resolved.issues;
};

describe('resolveInput', () => {
  it('applies defaults and leaves out what has none', () => {
    expect(environmentOf({ input_file: 'a b' })).toEqual({ input_file: 'a b', top: '10', verbose: 'false' });
  });

  it.each([
    [
      { input_file: '', output_dir: `"$(x)" 'y'\n`, top: 0.5, verbose: true },
      { input_file: '', output_dir: `"$(x)" 'y'\n`, top: '0.5', verbose: 'true' },
    ],
    [
      { input_file: 'x', top: -0 },
      { input_file: 'x', top: '0', verbose: 'false' },
    ],
    [
      { input_file: 'x', top: 9_007_199_254_740_991 },
      { input_file: 'x', top: '9007199254740991', verbose: 'false' },
    ],
  ])('gives %j as text', (input, expected) => {
    expect(environmentOf(input)).toEqual(expected);
  });

  it.each<[unknown, string[]]>([
    [undefined, ['inputData.input_file: Missing; must be a string.']],
    [null, ['inputData.input_file: Missing; must be a string.']],
    ['text', ['inputData: Must be a JSON object, e.g. {"input_file": …}; it is text.']],
    [[], ['inputData: Must be a JSON object, e.g. {"input_file": …}; it is a list.']],
    [7, ['inputData: Must be a JSON object, e.g. {"input_file": …}; it is a number.']],
    [
      { infile: 'x', top: '5', verbose: 'true', output_dir: null },
      [
        'inputData.infile: Is not a parameter of report. Did you mean input_file? Its parameters: input_file, output_dir, top, verbose, token.',
        'inputData.input_file: Missing; must be a string.',
        'inputData.output_dir: Must be a string (leave it out for none); it is empty (null).',
        'inputData.top: Must be a number; it is text.',
        'inputData.verbose: Must be true or false; it is text.',
      ],
    ],
    [{ input_file: { a: 1 } }, ['inputData.input_file: Must be a string; it is a mapping of fields.']],
    [{ input_file: 5 }, ['inputData.input_file: Must be a string; it is a number.']],
    [{ input_file: 'a\0b' }, ['inputData.input_file: Must not contain a NUL character.']],
    [{ input_file: '\udc00' }, ['inputData.input_file: Must be valid Unicode: it has half of a surrogate pair.']],
    [{ input_file: 'x', top: Number.NaN }, ['inputData.top: Must be a finite number.']],
    [
      { input_file: 'x', top: 2 ** 53 },
      ['inputData.top: Is too large to be an exact number (2^53 - 1 at most); a parameter for it has to be a string.'],
    ],
    [
      { input_file: 'ä'.repeat(50_001) },
      ['inputData.input_file: Must have at most 100000 bytes. Put large data in a file and pass its path.'],
    ],
    [
      { input_file: 'x'.repeat(60_000), output_dir: 'x'.repeat(60_000) },
      ['inputData: Must have at most 100000 bytes as JSON. Put large data in a file and pass its path.'],
    ],
    [
      JSON.parse('{"input_file":"x","__proto__":{"a":1}}'),
      [
        'inputData.__proto__: Is not a parameter of report. Its parameters: input_file, output_dir, top, verbose, token.',
      ],
    ],
    [
      { input_file: 'x', constructor: 'y' },
      [
        'inputData.constructor: Is not a parameter of report. Its parameters: input_file, output_dir, top, verbose, token.',
      ],
    ],
  ])('refuses %#', (input, expected) => {
    expect(issuesOf(input)).toEqual(expected);
  });

  it('does not repeat a secret in a message, and names the secrets that commands see', () => {
    const resolved = resolveInput(report, { input_file: 'x', token: 's3cret' });
    expect(resolved.ok && resolved.value.secrets).toEqual(['s3cret']);
    expect(issuesOf({ input_file: 'x', token: 12_345 })).toEqual([
      'inputData.token: Must be a string; it is a number.',
    ]);
    expect(JSON.stringify(resolveInputText(report, '{"token": "s3cret"'))).not.toContain('s3cret');
  });

  it('refuses an environment that no command could be started with', () => {
    const large = parseDefinition({
      name: 'large',
      parameters: Array.from({ length: 6 }, (_, i) => ({ name: `p${i}`, default: 'x'.repeat(90_000) })),
      tasks: [
        {
          name: 'one',
          command: 'x',
          env: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`E${i}`, 'x'.repeat(90_000)])),
        },
      ],
    });
    if (!large.ok) throw new Error(JSON.stringify(large.issues));
    expect(resolveInput(large.value, null)).toMatchObject({ ok: true });
    expect(resolveInput(large.value, { p0: 'x'.repeat(99_000) })).toMatchObject({
      ok: false,
      issues: [
        {
          field: 'inputData',
          message: expect.stringMatching(/^Makes an environment of \d+ bytes .*; at most 1000000 fit\.$/),
        },
      ],
    });
  });
});

describe('resolveInputText', () => {
  it('keeps the text as it was given for PROCESS_INPUT', () => {
    const text = '{ "input_file": "x",  "top": 1e1 }';
    expect(resolveInputText(report, text)).toEqual({
      ok: true,
      value: { environment: { input_file: 'x', top: '10', verbose: 'false' }, processInput: text, secrets: [] },
    });
  });

  it.each([
    ['{', 'inputData: Must be a JSON object, e.g. {"input_file": …}; it is no valid JSON.'],
    ['[1]', 'inputData: Must be a JSON object, e.g. {"input_file": …}; it is a list.'],
    ['null', 'inputData.input_file: Missing; must be a string.'],
    ['', 'inputData.input_file: Missing; must be a string.'],
  ])('refuses %j', (text, expected) => {
    const resolved = resolveInputText(report, text);
    expect(resolved.ok ? [] : resolved.issues.map(({ field, message }) => `${field}: ${message}`)).toEqual([expected]);
  });
});

describe('taskEnvironment', () => {
  it("puts a parameter before the task's own value, and adds the input", () => {
    const resolved = resolveInput(report, { input_file: 'x' });
    if (!resolved.ok || report.tasks[0] === undefined) throw new Error('refused');
    expect(taskEnvironment(report.tasks[0], resolved.value)).toEqual({
      LC_ALL: 'C',
      input_file: 'x',
      top: '10',
      verbose: 'false',
      PROCESS_INPUT: '{"input_file":"x"}',
    });
  });

  it('gives {} as the input of a record that has none', () => {
    const optional = parseDefinition({ name: 'a', tasks: [{ name: 'one', command: 'x' }] });
    const resolved = optional.ok && resolveInput(optional.value, undefined);
    expect(resolved).toEqual({ ok: true, value: { environment: {}, processInput: '{}', secrets: [] } });
  });
});
