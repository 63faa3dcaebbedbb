import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessTypeDefinition } from '@app/process-core';
import { runType, temporaryFolder } from '@app/testing';
import { BUILT_IN_TYPES } from './built-in-types';

describe('BUILT_IN_TYPES', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const at = (name: string) => join(folder.path, name);
  beforeEach(() => {
    folder = temporaryFolder('built-in');
  });
  afterEach(() => folder.remove());

  it('has the types and tasks of the original, with optional parameters', () => {
    expect(Object.fromEntries(BUILT_IN_TYPES.map(({ name, tasks }) => [name, tasks.map((each) => each.name)]))).toEqual(
      {
        'single-task-process': ['test-1-1'],
        'two-task-process': ['test-2-1', 'test-2-2'],
        'three-task-process': ['test-3-1', 'test-3-2', 'test-3-3'],
        'failing-process': ['test-failing'],
      },
    );
    for (const { parameters } of BUILT_IN_TYPES) {
      expect(parameters.map(({ name, required }) => [name, required])).toEqual([
        ['input_file', false],
        ['output_dir', false],
      ]);
    }
  });

  const named = BUILT_IN_TYPES.map((type): [string, ProcessTypeDefinition] => [type.name, type]);

  it.each(named.slice(0, 3))('%s says what runs, and uses its parameters when they are given', (_, type) => {
    writeFileSync(at('in put'), 'a\nb\n');
    const tasks = type.tasks.map(({ name }) => name);
    expect(runType(type, { cwd: folder.path, input: {} }).output).toBe(
      tasks.map((name) => `${name}: attempt 1 for record-1\n`).join(''),
    );
    expect(readdirSync(folder.path)).toEqual(['in put']);

    const hostile = '-o "$(touch pwned)"';
    const outcome = runType(type, { cwd: folder.path, input: { input_file: 'in put', output_dir: hostile } });
    expect(outcome).toMatchObject({ failed: null, output: expect.stringContaining('in put has 2 lines\n') });
    expect(readdirSync(at(hostile)).sort()).toEqual(tasks.map((name) => `${name}.txt`));
    expect(existsSync(at('pwned'))).toBe(false);
  });

  it('fails when its input file is missing', () => {
    const [, type] = named[0] ?? [];
    if (type === undefined) throw new Error('no built-in type');
    expect(runType(type, { cwd: folder.path, input: { input_file: 'nowhere' } })).toMatchObject({
      failed: 'test-1-1',
      output: expect.stringContaining('nowhere'),
    });
  });

  it.each(named.slice(3))('%s fails, and says so', (_, type) => {
    expect(runType(type, { cwd: folder.path, input: {} })).toEqual({
      exitCode: 1,
      output: 'test-failing: this task fails on purpose\n',
      failed: 'test-failing',
    });
  });
});
