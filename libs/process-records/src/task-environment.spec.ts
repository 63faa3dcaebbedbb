import type { ParameterDefinition, ProcessTypeDefinition } from '@app/process-core';
import { taskDefinition } from '@app/testing';
import { type RunInput, shownEnvironment } from './task-environment';

const TASK = {
  id: '019a8f2e-6c1b-7cc2-9d3e-0a4a51c0d001',
  runId: '019a8f2e-6c1b-7cc2-9d3e-0a4a51c0d002',
  processRecordId: 'nightly',
  taskName: 'copy',
  taskIndex: 2,
  attemptCount: 3,
  env: { MODE: 'fast', source: 'overridden' },
};

const parameter = (fields: Partial<ParameterDefinition> & { name: string }): ParameterDefinition => ({
  type: 'string',
  required: false,
  secret: false,
  ...fields,
});

const DEFINITION: ProcessTypeDefinition = {
  name: 'backup',
  parameters: [
    parameter({ name: 'source', required: true }),
    parameter({ name: 'level', type: 'number', default: 7 }),
    parameter({ name: 'token', secret: true, default: 'from-the-definition' }),
    parameter({ name: 'password' }),
  ],
  tasks: [
    taskDefinition(),
    taskDefinition(),
    taskDefinition({ secrets: [{ name: 'DB', as: 'file', variable: 'DB_FILE' }] }),
  ],
};

const INPUT = '{"source":"/data","password":"hunter2"}';

function shown(run: Partial<RunInput> = {}): Record<string, string> {
  const variables = shownEnvironment(TASK, {
    type: 'backup',
    definition: DEFINITION,
    inputData: INPUT,
    openedInput: run.inputData === undefined ? INPUT : run.inputData,
    secrets: new Set(['token', 'password']),
    ...run,
  });
  return Object.fromEntries(
    variables.map(({ name, value, secret, origin }) => [name, `${origin} ${value}${secret ? ' secret' : ''}`]),
  );
}

it('has what the command is given, without secrets, also those of other versions and of defaults', () => {
  expect(shown()).toEqual({
    MODE: 'task fast',
    source: 'parameter /data',
    level: 'parameter 7',
    token: 'parameter •••• secret',
    password: 'parameter •••• secret',
    DB_FILE: 'task •••• secret',
    PROCESS_INPUT: 'run {"source":"/data","password":"••••"}',
    PROCESS_RECORD_ID: 'run nightly',
    RUN_ID: `run ${TASK.runId}`,
    TASK_ID: `run ${TASK.id}`,
    TASK_NAME: 'run copy',
    TASK_INDEX: 'run 2',
    TASK_ATTEMPT: 'run 3',
  });
});

it.each([
  ['input that the type does not take', { inputData: '{"unknown":1}' }],
  ['input that is no JSON', { inputData: 'password=hunter2' }],
  ['no input where some is required', { inputData: null }],
  ['a definition that cannot be read', { definition: { name: 'backup' } as ProcessTypeDefinition }],
])('with %s, there are no parameters, and still no secret', (_case, run) => {
  const environment = shown(run);
  expect(Object.keys(environment)).not.toContain('level');
  expect(environment.MODE).toBe('task fast');
  expect(JSON.stringify(environment)).not.toContain('hunter2');
});
