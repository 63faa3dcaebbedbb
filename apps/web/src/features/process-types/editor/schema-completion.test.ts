import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import type { Schema } from './schema';
import { valueWords } from './schema';
import { schemaCompletion } from './schema-completion';
import { keyAt, placeAt } from './yaml-place';

const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const SCHEMA: Schema = {
  type: 'object',
  required: ['name', 'tasks'],
  properties: {
    name: { type: 'string' },
    parameters: orNull({
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' }, secret: orNull({ type: 'boolean' }) } },
    }),
    tasks: {
      type: 'array',
      maxItems: 1000,
      items: {
        type: 'object',
        required: ['name', 'command'],
        properties: {
          name: { type: 'string' },
          command: { type: 'string', description: 'What is run.' },
          backoff: { ...orNull({ type: 'string', enum: ['fixed', 'exponential'] }), default: 'fixed' },
          maxRetries: orNull({ type: 'integer', minimum: 0, maximum: 100 }),
          env: orNull({ type: 'object', additionalProperties: { type: 'string' } }),
        },
      },
    },
  },
};

/** What is offered where `|` stands. */
function offered(text: string, explicit = true): string[] {
  const pos = text.lastIndexOf('|');
  const state = EditorState.create({ doc: text.slice(0, pos) + text.slice(pos + 1) });
  const result = schemaCompletion(SCHEMA)(new CompletionContext(state, pos, explicit));
  return result?.options.map(({ label }) => label).sort() ?? [];
}

const TASK_KEYS = ['backoff', 'command', 'env', 'maxRetries', 'name'];
const without = (...names: string[]) => TASK_KEYS.filter((key) => !names.includes(key));

describe('completion', () => {
  it.each<[string, string, string[]]>([
    ['the top, when it is empty', '|', ['name', 'parameters', 'tasks']],
    ['the top, what is not there yet', 'name: x\nta|', ['parameters', 'tasks']],
    ['a first key of a task', 'tasks:\n  - |', TASK_KEYS],
    ['a half key of a task', 'tasks:\n  - name: a\n    ba|', without('name')],
    ['an empty line of a task', 'tasks:\n  - name: a\n    |\n    command: b\n', without('name', 'command')],
    ['a key before others', 'name: x\ntasks:\n  - co|\n    maxRetries: 1\n', without('maxRetries')],
    ['a second task', 'tasks:\n  - name: a\n    command: b\n  - na|', TASK_KEYS],
    ['a line below a block', 'tasks:\n  - command: |-\n      echo a\n    ma|', without('command')],
    ['a key that has its colon', 'tasks:\n  - na|: a\n', TASK_KEYS],
    ['choices', 'tasks:\n  - backoff: |', ['exponential', 'fixed']],
    ['half a choice', 'tasks:\n  - backoff: ex|\n    name: a\n', ['exponential', 'fixed']],
    ['nothing where the choice is made', 'tasks:\n  - backoff: fixed|', []],
    ['true or false', 'parameters:\n  - secret: |', ['false', 'true']],
    ['flow mappings', 'parameters:\n  - { name: a, se| }\n', ['secret']],
    ['choices in flow mappings', 'parameters:\n  - { secret: t|, name: a }\n', ['false', 'true']],
    ['no free text', 'tasks:\n  - name: a|', []],
    ['no names of variables', 'tasks:\n  - env:\n      A|', []],
    ['nothing in a command', 'tasks:\n  - command: |-\n      ba|\n', []],
    ['nothing in a comment', '# na|', []],
    ['nothing in quotes', 'name: "na|"', []],
  ])('%s', (_case, text, labels) => expect(offered(text)).toEqual(labels));

  it('does not open by itself on an empty line', () => expect(offered('name: x\n|', false)).toEqual([]));
});

describe('keyAt', () => {
  const text = 'tasks:\n  - name: a\n    command: b\n';
  it('knows the path of a key', () =>
    expect(keyAt(text, text.indexOf('command') + 2)).toMatchObject({ path: ['tasks', null, 'command'] }));
  it('is null on values', () => expect(keyAt(text, text.indexOf(': b') + 2)).toBeNull());
});

it.each([
  [{ type: 'integer', minimum: 0, maximum: 100 }, 'whole number, 0 to 100'],
  [orNull({ type: 'string', enum: ['fixed', 'exponential'] }), 'fixed or exponential'],
  [{ anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] }, 'text, number, true or false'],
  [{ type: 'array', maxItems: 1000 }, 'list of at most 1,000'],
])('%j is %s', (schema, words) => expect(valueWords(schema)).toBe(words));

it('gives up on texts that take long to parse', () => expect(placeAt(`# ${'x'.repeat(200_000)}\n`, 5)).toBeNull());
