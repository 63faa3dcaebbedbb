import { formatFileIssue, parseDefinitionYaml } from './parse-definition-yaml';

const issuesOf = (content: string | Uint8Array): string[] => {
  const parsed = parseDefinitionYaml(content, 'a.yaml');
  return parsed.ok ? [] : parsed.issues.map(formatFileIssue);
};
const valid = 'name: a\ntasks:\n  - name: one\n    command: echo hi\n';

describe('parseDefinitionYaml', () => {
  it('reads a definition', () => {
    const text = `# builds
name: nightly
parameters:
  - name: input_file
    required: true
tasks:
  - name: one
    command: |
      set -eu
      wc -l "$input_file"
    timeoutMinutes: 0.5
`;
    const parsed = parseDefinitionYaml(text, 'a.yaml');
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        name: 'nightly',
        parameters: [{ name: 'input_file', required: true }],
        tasks: [{ name: 'one', command: 'set -eu\nwc -l "$input_file"\n', timeoutMs: 30_000 }],
      },
    });
    expect(parseDefinitionYaml(Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`), 'a.yaml')).toEqual(parsed);
  });

  it('reads JSON, anchors and aliases', () => {
    expect(issuesOf('{"name":"a","tasks":[{"name":"one","command":"x"}]}')).toEqual([]);
    const shared = parseDefinitionYaml(
      `name: a\ntasks:\n  - {name: t, command: x, env: &e {A: 1}}\n${Array.from({ length: 999 }, (_, i) => `  - {name: t${i}, command: x, env: *e}\n`).join('')}`,
      'a.yaml',
    );
    expect(shared).toMatchObject({ ok: true });
    expect(shared.ok && shared.value.tasks[999]?.env).toEqual({ A: '1' });
  });

  it('tells file, line and column of every mistake, in order', () => {
    const text = `name: two words
colour: red
parameters:
  - type: date
    name: PATH
  - name: a
    default: 8080
tasks:
  - command: x
    maxRetries: 101
  - name: one
    command:
    env:
      IFS: ","
  - name: one
    command: y
    backoff:
      kind: linear
`;
    expect(issuesOf(text)).toEqual([
      'a.yaml:1:1: name: Must be 1 to 100 letters, digits, dots, underscores or hyphens, starting with a letter or digit.',
      'a.yaml:2:1: colour: Unknown field. Known here: name, description, parameters, tasks.',
      'a.yaml:4:5: parameters[0].type: Must be string or number or boolean; it is the text "date".',
      expect.stringContaining('a.yaml:5:5: parameters[0].name: A parameter cannot be named PATH'),
      'a.yaml:7:5: parameters[1].default: Must be a string as the parameter is; it is the number 8080. Put it in quotes, or declare its type.',
      'a.yaml:9:5: tasks[0].name: Missing; must be text.',
      'a.yaml:10:5: tasks[0].maxRetries: Must be at most 100.',
      'a.yaml:12:5: tasks[1].command: Must be text; it is empty (null).',
      expect.stringContaining('a.yaml:14:7: tasks[1].env.IFS: A variable in env cannot be named IFS'),
      'a.yaml:15:5: tasks[2].name: Must be unique; tasks[1] has the name "one" too.',
      'a.yaml:17:5: tasks[2].backoff: Must be fixed or exponential; it is a mapping of fields.',
    ]);
  });

  it('finds the place of a mistake behind an alias', () => {
    expect(issuesOf('name: a\ntasks:\n  - &t\n    name: one\n    command: x\n    maxRetries: -1\n  - *t\n')).toEqual([
      'a.yaml:4:5: tasks[1].name: Must be unique; tasks[0] has the name "one" too.',
      'a.yaml:6:5: tasks[0].maxRetries: Must be at least 0.',
      'a.yaml:6:5: tasks[1].maxRetries: Must be at least 0.',
    ]);
  });

  it.each<[string, string | Uint8Array, string[]]>([
    ['an empty file', '', ['1:1: (file): Is empty; must have a process type with at least a name and tasks.']],
    [
      'only comments',
      '# nothing\n',
      ['1:1: (file): Is empty; must have a process type with at least a name and tasks.'],
    ],
    ['plain text', 'hello', ['1:1: (definition): Must be a mapping of fields; it is the text "hello".']],
    ['a list', '- a\n', ['1:1: (definition): Must be a mapping of fields; it is a list.']],
    ['a repeated key', `${valid}name: b\n`, ['5:1: (YAML): The key "name" is given twice; remove one of them.']],
    [
      'a repeated key and a wrong field',
      `${valid}    command: z\n    maxRetries: x\n`,
      [
        '5:5: (YAML): The key "command" is given twice; remove one of them.',
        '6:5: tasks[0].maxRetries: Must be a number; it is the text "x".',
      ],
    ],
    [
      'two documents',
      `${valid}---\n${valid}`,
      ['5:1: (YAML): Must be one YAML document; a second one starts after this ---. Put it into a file of its own.'],
    ],
    ['a tab as indent', 'name: a\ntasks:\n\t- x\n', ['3:1: (YAML): Must be indented with spaces; there is a tab.']],
    ['an open quote', 'name: "a\ntasks: []\n', ['3:1: (YAML): Missing closing "quote.']],
    [
      'an open bracket',
      'name: a\ntasks: [\n',
      expect.arrayContaining([expect.stringMatching(/^3:1: \(YAML\): .*must.*end with a \]/)]),
    ],
    [
      'a tag',
      'name: !!js/function x\n',
      [expect.stringMatching(/^1:7: \(YAML\): Unresolved tag: .*js\/function\. Remove the tag/)],
    ],
    ['binary', 'name: !!binary aGk=\n', [expect.stringMatching(/^1:7: \(YAML\): Unresolved tag/)]],
    ['an alias without anchor', 'name: *b\ntasks: []\n', ['1:7: (YAML): No anchor &b stands before this alias.']],
    [
      'a yes of YAML 1.1',
      `${valid}    continueOnFailure: yes\n`,
      ['5:5: tasks[0].continueOnFailure: Must be true or false; it is the text "yes".'],
    ],
    [
      'a merge key',
      `${valid}  - <<: {name: x}\n`,
      [
        '5:5: tasks[1].name: Missing; must be text.',
        '5:5: tasks[1].command: Missing; must be text.',
        expect.stringContaining('5:5: tasks[1].<<: Unknown field'),
      ],
    ],
    [
      'Latin-1',
      Buffer.from('name: \xe4', 'latin1'),
      ['1:1: (file): Must be UTF-8 text; save the file with that encoding.'],
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${valid}`, 'utf16le'),
      ['1:1: (file): Must be UTF-8 text; save the file with that encoding.'],
    ],
    ['NUL', 'name: "a\0"', ['1:1: (file): Must be UTF-8 text; it has NUL characters.']],
    [
      'an escaped NUL',
      `${valid}    description: "\\0"\n`,
      ['5:5: tasks[0].description: Must not contain a NUL character.'],
    ],
    ['1 MiB and a byte', '#'.repeat(1_048_577), ['1:1: (file): Must have at most 1048576 bytes; it has 1048577.']],
  ])('refuses %s', (_, content, expected) => {
    expect(issuesOf(content).map((issue) => issue.replace('a.yaml:', ''))).toEqual(expected);
  });

  it('names a file that refers to itself', () => {
    expect(issuesOf('&a\nname: x\ntasks: *a\n')).toEqual([
      'a.yaml:3:1: tasks: Must be a list; it is a mapping of fields.',
    ]);
  });

  const bomb = (): string => {
    const levels = Array.from(
      { length: 9 },
      (_, i) =>
        `l${i}: &l${i} [${Array(9)
          .fill(i === 0 ? 'x' : `*l${i - 1}`)
          .join(', ')}]\n`,
    );
    return levels.join('');
  };
  it.each<[string, string, RegExp]>([
    ['aliases of aliases', bomb(), /Excessive alias count/],
    [
      '50,000 anchors',
      Array.from({ length: 50_000 }, (_, i) => `a${i}: &x${i} 1\n`).join(''),
      /more than 2000 anchors/,
    ],
    ['500,000 open brackets', '['.repeat(500_000), /deeper than 50 levels/],
    ['20,000 pairs of brackets', '['.repeat(20_000) + ']'.repeat(20_000), /deeper than 50 levels/],
    ['nested lists in one line', `${'- '.repeat(5000)}a`, /deeper than 50 levels/],
    [
      'nested mappings',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      /deeper than 50 levels/,
    ],
    ['60,000 keys', Array.from({ length: 60_000 }, (_, i) => `k${i}: 1\n`).join(''), /And 59902 more mistakes/],
  ])('refuses %s without harm', (_, text, expected) => {
    expect(issuesOf(text).join('\n')).toMatch(expected);
  });
});
