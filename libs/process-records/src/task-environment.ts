import { definitionProblem, type ProcessTypeDefinition } from '@app/process-core';
import { resolveInputText, type SecretNames } from '@app/process-types';
import { SECRET_MASK } from './input-data';
import { shownInput } from './record-view';
import type { Task } from './task.entity';

/** Where a variable comes from: the task's definition, the record's input (or a parameter's default), or the run. */
export const VARIABLE_ORIGINS = ['task', 'parameter', 'run'] as const;
export type VariableOrigin = (typeof VARIABLE_ORIGINS)[number];

/** A variable of a task's command as it may be shown. */
export interface ShownVariable {
  readonly name: string;
  /** `••••` when it is secret. */
  readonly value: string;
  readonly secret: boolean;
  readonly origin: VariableOrigin;
}

/** What a run gives to the commands of its tasks. */
export interface RunInput {
  readonly type: string;
  readonly definition: ProcessTypeDefinition;
  /** The record's input when the run began, as it is stored. */
  readonly inputData: string | null;
  /** The same with its encrypted values decrypted; null when they cannot be. */
  readonly openedInput: string | null;
  /** Which parameters are secret in any version of the type. */
  readonly secrets: SecretNames;
}

type EnvironmentTask = Pick<
  Task,
  'id' | 'runId' | 'processRecordId' | 'taskName' | 'taskIndex' | 'attemptCount' | 'env'
>;

/**
 * The variables that the worker adds to its fixed base for the task's latest (or first) attempt, without secret
 * values. What holds the whole input is masked in the same places. Input that the type does not take gives none.
 */
export function shownEnvironment(task: EnvironmentTask, run: RunInput): ShownVariable[] {
  const { secrets } = run;
  const variables = new Map<string, ShownVariable>();
  const add = (origin: VariableOrigin, values: Readonly<Record<string, string>>): void => {
    for (const [name, value] of Object.entries(values)) {
      const secret = origin === 'parameter' && secrets.has(name);
      variables.delete(name);
      variables.set(name, { name, value: secret ? SECRET_MASK : value, secret, origin });
    }
  };
  add('task', task.env);
  add('parameter', parametersOf(run));
  // The value, or the path of a file that is gone with the command.
  for (const name of secretVariablesOf(run, task.taskIndex))
    variables.set(name, { name, value: SECRET_MASK, secret: true, origin: 'task' });
  add('run', {
    PROCESS_INPUT: JSON.stringify(shownInput(run, new Map([[run.type, secrets]])) ?? {}),
    PROCESS_RECORD_ID: task.processRecordId,
    RUN_ID: task.runId,
    TASK_ID: task.id,
    TASK_NAME: task.taskName,
    TASK_INDEX: String(task.taskIndex),
    TASK_ATTEMPT: String(Math.max(1, task.attemptCount)),
  });
  return [...variables.values()];
}

function secretVariablesOf({ definition }: RunInput, taskIndex: number): string[] {
  if (definitionProblem(definition) !== null) return [];
  return (definition.tasks[taskIndex]?.secrets ?? []).map(({ variable }) => variable);
}

function parametersOf({ definition, openedInput }: RunInput): Readonly<Record<string, string>> {
  // The database may hold a definition that another program wrote.
  if (definitionProblem(definition) !== null) return {};
  const resolved = resolveInputText(definition, openedInput);
  return resolved.ok ? resolved.value.environment : {};
}
