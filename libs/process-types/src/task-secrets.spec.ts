import { definitionToYaml } from './definition-to-yaml';
import { parseDefinition } from './parse-definition';
import { parseDefinitionYaml } from './parse-definition-yaml';
import { presentDefinition } from './present-definition';

const definition = (secrets: object[], rest: object = {}) => ({
  name: 'with-secrets',
  parameters: [{ name: 'region' }],
  tasks: [{ name: 't', command: 'true', env: { MODE: 'x' }, secrets, ...rest }],
});

it('has a variable for each secret, by default of its name', () => {
  const checked = parseDefinition(definition([{ name: 'A' }, { name: 'A', as: 'file' }, { name: 'B', variable: 'b' }]));
  const secrets = [
    { name: 'A', as: 'env', variable: 'A' },
    { name: 'A', as: 'file', variable: 'A_FILE' },
    { name: 'B', as: 'env', variable: 'b' },
  ];
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  expect(checked.value.tasks[0]?.secrets).toEqual(secrets);
  const yaml = definitionToYaml(checked.value);
  expect(yaml).not.toContain('A_FILE');
  expect(parseDefinitionYaml(yaml, 'x.yaml')).toEqual(checked);
  expect(parseDefinition(presentDefinition(checked.value))).toEqual(checked);
});

it('leaves no trace where there are none', () => {
  const checked = parseDefinition(definition([]));
  expect(checked.ok && 'secrets' in (checked.value.tasks[0] ?? {})).toBe(false);
});

it.each([
  [
    'two for one variable',
    [{ name: 'A' }, { name: 'B', variable: 'A' }],
    'secrets[1].variable',
    'A has a value already',
  ],
  ['one of a parameter', [{ name: 'region' }], 'secrets[0].name', 'region has a value already'],
  ['one of env', [{ name: 'MODE' }], 'secrets[0].name', 'MODE has a value already'],
  ['one that steers the loader', [{ name: 'A', variable: 'LD_PRELOAD' }], 'secrets[0].variable', 'steers the shell'],
  ['one that shells use', [{ name: 'RANDOM' }], 'secrets[0].name', 'shells make use'],
  ['one of the orchestrator', [{ name: 'A', variable: 'TASK_ID' }], 'secrets[0].variable', 'the orchestrator sets it'],
  ['no name', [{ as: 'env' }], 'secrets[0].name', ''],
  ['a path as name', [{ name: '../A' }], 'secrets[0].name', ''],
  ['a value', [{ name: 'A', value: 'x' }], 'secrets[0].value', ''],
  ['another way', [{ name: 'A', as: 'argument' }], 'secrets[0].as', ''],
])('refuses %s', (_, secrets, field, message) => {
  const checked = parseDefinition(definition(secrets));
  const issues = checked.ok ? [] : checked.issues;
  expect(issues.map((issue) => issue.field)).toContain(`tasks[0].${field}`);
  expect(issues.map((issue) => issue.message).join()).toContain(message);
});

it('a secret parameter has no variable that shells use', () => {
  const checked = parseDefinition({ ...definition([]), parameters: [{ name: 'SECONDS', secret: true }] });
  expect(checked.ok ? [] : checked.issues).toMatchObject([{ field: 'parameters[0].name' }]);
});
