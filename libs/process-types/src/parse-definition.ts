import type { ParameterDefinition, ProcessTypeDefinition, TaskDefinition, TaskSecret } from '@app/process-core';
import {
  definitionSchema,
  MAX_DEFINITION_BYTES,
  type DefinitionInput,
  type ParameterInput,
  type SecretInput,
  TASK_DEFAULTS,
  type TaskInput,
} from './definition.schema';
import { type Checked, type DefinitionIssue, issueAt } from './definition-issue';
import { brokenRules } from './definition-rules';
import { defaultVariable } from './secret-variable';
import { describeZodIssue } from './describe-zod-issue';

/** More than anyone reads at once; a file of wrong keys only has a hundred thousand. */
const MAX_ISSUES = 100;

/**
 * Checks a type definition as a user writes it (the value of a JSON or YAML text) and gives it with all defaults
 * applied and durations in milliseconds, or everything that is wrong with it. Never throws.
 */
export function parseDefinition(value: unknown): Checked<ProcessTypeDefinition, DefinitionIssue> {
  const parsed = definitionSchema.safeParse(value, { reportInput: true });
  const issues = [...(parsed.error?.issues.flatMap(describeZodIssue) ?? []), ...brokenRules(value)];
  if (!parsed.success || issues.length > 0) return { ok: false, issues: firstOf(issues) };

  const definition = toDefinition(parsed.data);
  if (Buffer.byteLength(JSON.stringify(definition)) > MAX_DEFINITION_BYTES) {
    return { ok: false, issues: [issueAt([], `Must have at most ${MAX_DEFINITION_BYTES} bytes as JSON.`)] };
  }
  return { ok: true, value: definition };
}

function firstOf(issues: readonly DefinitionIssue[]): DefinitionIssue[] {
  const rest = issues.length - MAX_ISSUES;
  return rest > 0 ? [...issues.slice(0, MAX_ISSUES), issueAt([], `And ${rest} more mistakes.`)] : [...issues];
}

function toDefinition(input: DefinitionInput): ProcessTypeDefinition {
  return {
    name: input.name,
    ...described(input.description),
    parameters: (input.parameters ?? []).map(toParameter),
    tasks: input.tasks.map(toTask),
  };
}

function toParameter(input: ParameterInput): ParameterDefinition {
  return {
    name: input.name,
    ...described(input.description),
    type: input.type ?? 'string',
    required: input.required ?? false,
    ...(input.default === undefined || input.default === null ? {} : { default: input.default }),
    secret: input.secret ?? false,
    ...(input.pattern != null && { pattern: input.pattern }),
  };
}

function toTask(input: TaskInput): TaskDefinition {
  return {
    name: input.name,
    ...described(input.description),
    command: input.command,
    workingDirectory: input.workingDirectory ?? null,
    timeoutMs: timeoutOf(input),
    maxRetries: input.maxRetries ?? TASK_DEFAULTS.maxRetries,
    retryDelayMs: Math.round((input.retryDelaySeconds ?? TASK_DEFAULTS.retryDelaySeconds) * 1000),
    backoff: input.backoff ?? 'fixed',
    onWorkerLost: input.onWorkerLost ?? 'retry',
    continueOnFailure: input.continueOnFailure ?? false,
    env: Object.fromEntries(Object.entries(input.env ?? {}).map(([name, value]) => [name, String(value)])),
    ...(input.secrets && input.secrets.length > 0 && { secrets: input.secrets.map(toSecret) }),
  };
}

function toSecret(input: SecretInput): TaskSecret {
  const as = input.as ?? 'env';
  return { name: input.name, as, variable: input.variable ?? defaultVariable(input.name, as) };
}

function timeoutOf({ timeoutMinutes, timeoutSeconds }: TaskInput): number | null {
  const ms = timeoutSeconds != null ? timeoutSeconds * 1000 : timeoutMinutes != null ? timeoutMinutes * 60_000 : null;
  return ms === null ? null : Math.max(1, Math.round(ms));
}

const described = (description: string | null | undefined): { description?: string } =>
  description == null ? {} : { description };
