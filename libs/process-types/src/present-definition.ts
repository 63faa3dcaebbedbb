import type { Backoff, OnWorkerLost, ParameterType, ProcessTypeDefinition, SecretDelivery } from '@app/process-core';

/** A definition in the shape that users write and read; `parseDefinition` takes it back unchanged. */
export interface PresentedDefinition {
  name: string;
  description: string | null;
  parameters: PresentedParameter[];
  tasks: PresentedTask[];
}

export interface PresentedParameter {
  name: string;
  description: string | null;
  type: ParameterType;
  required: boolean;
  default: string | number | boolean | null;
  secret: boolean;
  pattern: string | null;
}

export interface PresentedSecret {
  name: string;
  as: SecretDelivery;
  variable: string;
}

export interface PresentedTask {
  name: string;
  description: string | null;
  command: string;
  workingDirectory: string | null;
  timeoutMinutes: number | null;
  /** The same as `timeoutMinutes`. */
  timeoutSeconds: number | null;
  maxRetries: number;
  retryDelaySeconds: number;
  backoff: Backoff;
  onWorkerLost: OnWorkerLost;
  continueOnFailure: boolean;
  env: Record<string, string>;
  secrets: PresentedSecret[];
}

/** The reverse of `parseDefinition`: every field present, null where there is none, durations in minutes and seconds. */
export function presentDefinition(definition: ProcessTypeDefinition): PresentedDefinition {
  return {
    name: definition.name,
    description: definition.description ?? null,
    parameters: definition.parameters.map((parameter) => ({
      name: parameter.name,
      description: parameter.description ?? null,
      type: parameter.type,
      required: parameter.required,
      default: parameter.default ?? null,
      secret: parameter.secret,
      pattern: parameter.pattern ?? null,
    })),
    tasks: definition.tasks.map((task) => ({
      name: task.name,
      description: task.description ?? null,
      command: task.command,
      workingDirectory: task.workingDirectory,
      timeoutMinutes: task.timeoutMs === null ? null : task.timeoutMs / 60_000,
      timeoutSeconds: task.timeoutMs === null ? null : task.timeoutMs / 1000,
      maxRetries: task.maxRetries,
      retryDelaySeconds: task.retryDelayMs / 1000,
      backoff: task.backoff,
      onWorkerLost: task.onWorkerLost,
      continueOnFailure: task.continueOnFailure,
      env: { ...task.env },
      secrets: (task.secrets ?? []).map((secret) => ({ ...secret })),
    })),
  };
}
