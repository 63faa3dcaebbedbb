import type { ParameterDefinition, ProcessTypeDefinition, TaskDefinition, TaskSecret } from '@app/process-core';
import { stringify } from 'yaml';
import { TASK_DEFAULTS } from './definition.schema';
import { defaultVariable } from './secret-variable';

type Fields = Record<string, unknown>;

/** A definition as a YAML file that a person would write: defaults left out, commands of several lines as blocks. */
export function definitionToYaml({ name, description, parameters, tasks }: ProcessTypeDefinition): string {
  const fields = {
    name,
    ...given({ description }),
    ...(parameters.length > 0 && { parameters: parameters.map(parameterFields) }),
    tasks: tasks.map(taskFields),
  };
  return stringify(fields, { lineWidth: 0, aliasDuplicateObjects: false });
}

function parameterFields(parameter: ParameterDefinition): Fields {
  return {
    name: parameter.name,
    ...given({ description: parameter.description }),
    ...(parameter.type !== 'string' && { type: parameter.type }),
    ...(parameter.required && { required: true }),
    ...given({ default: parameter.default }),
    ...(parameter.secret && { secret: true }),
    ...given({ pattern: parameter.pattern }),
  };
}

function taskFields(task: TaskDefinition): Fields {
  return {
    name: task.name,
    ...given({ description: task.description }),
    command: task.command,
    ...given({ workingDirectory: task.workingDirectory ?? undefined }),
    ...timeoutFields(task.timeoutMs),
    ...(task.maxRetries !== TASK_DEFAULTS.maxRetries && { maxRetries: task.maxRetries }),
    ...(task.retryDelayMs !== TASK_DEFAULTS.retryDelaySeconds * 1000 && {
      retryDelaySeconds: task.retryDelayMs / 1000,
    }),
    ...(task.backoff !== 'fixed' && { backoff: task.backoff }),
    ...(task.onWorkerLost !== 'retry' && { onWorkerLost: task.onWorkerLost }),
    ...(task.continueOnFailure && { continueOnFailure: true }),
    ...(Object.keys(task.env).length > 0 && { env: task.env }),
    ...(task.secrets && { secrets: task.secrets.map(secretFields) }),
  };
}

function secretFields({ name, as, variable }: TaskSecret): Fields {
  return {
    name,
    ...(as !== 'env' && { as }),
    ...(variable !== defaultVariable(name, as) && { variable }),
  };
}

function timeoutFields(timeoutMs: number | null): Fields {
  if (timeoutMs === null) return {};
  return timeoutMs % 60_000 === 0 ? { timeoutMinutes: timeoutMs / 60_000 } : { timeoutSeconds: timeoutMs / 1000 };
}

function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
