import { parseDefinition } from './parse-definition';

const task = { name: 'one', command: 'echo hi' };
const minimal = { name: 'my-type', tasks: [task] };
const withTask = (fields: object) => ({ ...minimal, tasks: [{ ...task, ...fields }] });
const withParameter = (fields: object) => ({ ...minimal, parameters: [{ name: 'input_file', ...fields }] });

const issuesOf = (value: unknown): string[] => {
  const parsed = parseDefinition(value);
  return parsed.ok ? [] : parsed.issues.map(({ field, message }) => `${field}: ${message}`);
};
const accepted = (value: unknown) => {
  const parsed = parseDefinition(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
};

describe('parseDefinition', () => {
  it('applies every default', () => {
    expect(accepted({ ...minimal, parameters: [{ name: 'input_file' }] })).toEqual({
      name: 'my-type',
      parameters: [{ name: 'input_file', type: 'string', required: false, secret: false }],
      tasks: [
        {
          name: 'one',
          command: 'echo hi',
          workingDirectory: null,
          timeoutMs: null,
          maxRetries: 0,
          retryDelayMs: 1000,
          backoff: 'fixed',
          onWorkerLost: 'retry',
          continueOnFailure: false,
          env: {},
        },
      ],
    });
  });

  it.each([
    [{ timeoutMinutes: 2 }, { timeoutMs: 120_000 }],
    [{ timeoutMinutes: 0.5 }, { timeoutMs: 30_000 }],
    [{ timeoutSeconds: 1.5 }, { timeoutMs: 1500 }],
    [{ timeoutSeconds: 0.0001 }, { timeoutMs: 1 }],
    [{ timeoutSeconds: 2, timeoutMinutes: null }, { timeoutMs: 2000 }],
    [{ timeoutSeconds: 10, timeoutMinutes: 10 / 60 }, { timeoutMs: 10_000 }],
    [{ timeoutMinutes: 34_560 }, { timeoutMs: 24 * 24 * 60 * 60_000 }],
    [{ retryDelaySeconds: 0 }, { retryDelayMs: 0 }],
    [
      { retryDelaySeconds: 2.5, maxRetries: 100, backoff: 'exponential' },
      { retryDelayMs: 2500, maxRetries: 100, backoff: 'exponential' },
    ],
    [
      { onWorkerLost: 'fail', continueOnFailure: true },
      { onWorkerLost: 'fail', continueOnFailure: true },
    ],
    [
      { env: { A: 'x', B: 8080, C: true, LC_ALL: 'C', TZ: 'UTC' } },
      { env: { A: 'x', B: '8080', C: 'true', LC_ALL: 'C', TZ: 'UTC' } },
    ],
    [
      { workingDirectory: 'sub folder', description: 'why' },
      { workingDirectory: 'sub folder', description: 'why' },
    ],
    [{ name: 'Bauen & testen ✓' }, { name: 'Bauen & testen ✓' }],
  ])('reads the task fields %j', (fields, expected) => {
    expect(accepted(withTask(fields)).tasks[0]).toMatchObject(expected);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['(definition): Missing; must be a mapping of fields.']],
    ['a list', [], ['(definition): Must be a mapping of fields; it is a list.']],
    ['an empty object', {}, ['name: Missing; must be text.', 'tasks: Missing; must be a list.']],
    ['no task', { ...minimal, tasks: [] }, ['tasks: Must have at least 1 entry.']],
    [
      'unknown fields at every level',
      { ...minimal, colour: 1, parameters: [{ name: 'a', kind: 1 }], tasks: [{ ...task, timeout_minutes: 1 }] },
      [
        'parameters[0].kind: Unknown field. Known here: name, description, type, required, default, secret, pattern.',
        'tasks[0].timeout_minutes: Unknown field. Did you mean timeoutMinutes? Known here: name, description, command, workingDirectory, timeoutMinutes, timeoutSeconds, maxRetries, retryDelaySeconds, backoff, onWorkerLost, continueOnFailure, env, secrets.',
        'colour: Unknown field. Known here: name, description, parameters, tasks.',
      ],
    ],
    [
      'two tasks of one name',
      { ...minimal, tasks: [task, { ...task }] },
      ['tasks[1].name: Must be unique; tasks[0] has the name "one" too.'],
    ],
    [
      'two parameters of one name',
      { ...minimal, parameters: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
      ['parameters[2].name: Must be unique; parameters[0] has the name "a" too.'],
    ],
    [
      'both timeouts',
      withTask({ timeoutMinutes: 1, timeoutSeconds: 1 }),
      ['tasks[0].timeoutSeconds: Give timeoutMinutes or timeoutSeconds; they say different times.'],
    ],
    [
      'mistakes of the schema and of the rules together',
      {
        name: 'a b',
        tasks: [
          { name: 'x', command: '' },
          { name: 'x', command: 'y', maxRetries: 'z' },
        ],
      },
      [
        'name: Must be 1 to 100 letters, digits, dots, underscores or hyphens, starting with a letter or digit.',
        'tasks[0].command: Must be a shell command; it is empty.',
        'tasks[1].maxRetries: Must be a number; it is the text "z".',
        'tasks[1].name: Must be unique; tasks[0] has the name "x" too.',
      ],
    ],
  ])('refuses %s', (_, value, expected) => {
    expect(issuesOf(value)).toEqual(expected);
  });

  it.each<[object, string]>([
    [{ command: undefined }, 'tasks[0].command: Missing; must be text.'],
    [{ command: 5 }, 'tasks[0].command: Must be text; it is the number 5.'],
    [{ command: ' \n' }, 'tasks[0].command: Must be a shell command; it is empty.'],
    // A length that cannot be compared with a number.
    ...['name', 'description', 'command', 'workingDirectory'].map((field): [object, string] => [
      { [field]: { length: { toString: [] } } },
      `tasks[0].${field}: Must be text; it is a mapping of fields.`,
    ]),
    [
      { env: { LANG: { length: { toString: [] } } } },
      'tasks[0].env.LANG: Must be text, a number, true or false; it is a mapping of fields.',
    ],
    [{ secrets: { length: { toString: [] } } }, 'tasks[0].secrets: Must be a list; it is a mapping of fields.'],
    [{ command: 'a\0b' }, 'tasks[0].command: Must not contain a NUL character.'],
    [{ command: 'a\ud800' }, 'tasks[0].command: Must be valid Unicode: it has half of a surrogate pair.'],
    [{ command: 'x'.repeat(65_537) }, 'tasks[0].command: Must have at most 65536 characters.'],
    [{ command: 'ä'.repeat(40_000) }, 'tasks[0].command: Must have at most 65536 bytes.'],
    [{ name: '' }, 'tasks[0].name: Must be one line of text, without control characters or blanks at its ends.'],
    [{ name: ' x' }, 'tasks[0].name: Must be one line of text, without control characters or blanks at its ends.'],
    [{ name: 'a\nb' }, 'tasks[0].name: Must be one line of text, without control characters or blanks at its ends.'],
    [{ name: 'x'.repeat(256) }, 'tasks[0].name: Must have at most 255 characters.'],
    [{ timeoutMinutes: 0 }, 'tasks[0].timeoutMinutes: Must be more than 0.'],
    [{ timeoutMinutes: -1 }, 'tasks[0].timeoutMinutes: Must be more than 0.'],
    [{ timeoutMinutes: 34_561 }, 'tasks[0].timeoutMinutes: Must be at most 34560.'],
    [{ timeoutSeconds: '5' }, 'tasks[0].timeoutSeconds: Must be a number; it is the text "5".'],
    [{ maxRetries: 101 }, 'tasks[0].maxRetries: Must be at most 100.'],
    [{ maxRetries: -1 }, 'tasks[0].maxRetries: Must be at least 0.'],
    [{ maxRetries: 1.5 }, 'tasks[0].maxRetries: Must be a whole number; it is the number 1.5.'],
    [{ retryDelaySeconds: -0.1 }, 'tasks[0].retryDelaySeconds: Must be at least 0.'],
    [
      { retryDelaySeconds: Number.POSITIVE_INFINITY },
      'tasks[0].retryDelaySeconds: Must be a number; it is the number Infinity.',
    ],
    [{ backoff: 'linear' }, 'tasks[0].backoff: Must be fixed or exponential; it is the text "linear".'],
    [{ onWorkerLost: 'stop' }, 'tasks[0].onWorkerLost: Must be retry or fail; it is the text "stop".'],
    [{ continueOnFailure: 'yes' }, 'tasks[0].continueOnFailure: Must be true or false; it is the text "yes".'],
    [{ workingDirectory: '' }, 'tasks[0].workingDirectory: Must have at least 1 character.'],
    [{ workingDirectory: 'a\0' }, 'tasks[0].workingDirectory: Must not contain a NUL character.'],
    [{ env: { A: null } }, 'tasks[0].env.A: Must be text, a number, true or false; it is empty (null).'],
    [{ env: { A: '\0' } }, 'tasks[0].env.A: Must not contain a NUL character.'],
    [
      { env: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`A${i}`, ''])) },
      'tasks[0].env: Must have at most 100 entries.',
    ],
    [
      { env: { 'A-B': '' } },
      'tasks[0].env.A-B: Must be a shell variable name: letters, digits and underscores, not starting with a digit, e.g. input_file.',
    ],
  ])('refuses the task fields %#', (fields, expected) => {
    expect(issuesOf(withTask(fields))).toEqual([expected]);
  });

  it.each<[object, string]>([
    [{ name: 5 }, 'parameters[0].name: Must be text; it is the number 5.'],
    [{ type: 'date' }, 'parameters[0].type: Must be string or number or boolean; it is the text "date".'],
    [
      { default: 8080 },
      'parameters[0].default: Must be a string as the parameter is; it is the number 8080. Put it in quotes, or declare its type.',
    ],
    [
      { type: 'number', default: '8080' },
      'parameters[0].default: Must be a number as the parameter is; it is the text "8080".',
    ],
    [
      { type: 'boolean', default: 1 },
      'parameters[0].default: Must be a boolean as the parameter is; it is the number 1.',
    ],
    [
      { type: 'number', default: 2 ** 53 },
      'parameters[0].default: Is too large to be an exact number; declare the parameter as a string.',
    ],
    [
      { secret: true, default: 'x' },
      'parameters[0].default: A secret has no default: everyone who sees the type would read it.',
    ],
    [{ required: 'true' }, 'parameters[0].required: Must be true or false; it is the text "true".'],
  ])('refuses the parameter fields %j', (fields, expected) => {
    expect(issuesOf(withParameter(fields))).toEqual([expected]);
  });

  it('refuses what is too large as a whole', () => {
    const tasks = Array.from({ length: 20 }, (_, i) => ({ name: `t${i}`, command: 'x'.repeat(60_000) }));
    expect(issuesOf({ ...minimal, tasks })).toEqual(['(definition): Must have at most 1048576 bytes as JSON.']);
    expect(
      issuesOf({ ...minimal, tasks: Array.from({ length: 1001 }, (_, i) => ({ name: `t${i}`, command: 'x' })) }),
    ).toEqual(['tasks: Must have at most 1000 entries.']);
  });

  it('lists the first 100 of very many mistakes', () => {
    const issues = issuesOf(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i])));
    expect(issues).toHaveLength(101);
    expect(issues[100]).toBe('(definition): And 4902 more mistakes.');
  });

  it('does not let __proto__ through as a variable', () => {
    const value: unknown = JSON.parse('{"name":"x","tasks":[{"name":"a","command":"b","env":{"__proto__":"c"}}]}');
    expect(issuesOf(value)).toEqual([expect.stringContaining('tasks[0].env.__proto__: Must be a shell variable name')]);
  });
});
