import type { ProcessTypeDefinition } from '@app/process-core';
import { BUILT_IN_TYPES } from './built-in-types';
import { definitionFingerprint } from './definition-fingerprint';

const [definition] = BUILT_IN_TYPES as [ProcessTypeDefinition];

it('does not depend on the order of keys, also in depth', () => {
  const task = Object.fromEntries(Object.entries(definition.tasks[0] ?? {}).reverse());
  const reversed = Object.fromEntries(Object.entries({ ...definition, tasks: [task] }).reverse());
  expect(definitionFingerprint(reversed as unknown as ProcessTypeDefinition)).toBe(definitionFingerprint(definition));
});

it('depends on the order of tasks', () => {
  const [first, second] = [
    { ...definition.tasks[0], name: 'a' },
    { ...definition.tasks[0], name: 'b' },
  ];
  const withTasks = (tasks: unknown) => ({ ...definition, tasks }) as ProcessTypeDefinition;
  expect(definitionFingerprint(withTasks([first, second]))).not.toBe(definitionFingerprint(withTasks([second, first])));
});

it('depends on every value', () => {
  expect(definitionFingerprint({ ...definition, description: 'other' })).not.toBe(definitionFingerprint(definition));
});
