import type { FieldIssue, ParameterDefinition, ProcessTypeDefinition, TaskDefinition } from '@app/process-core';
import { MAX_ENVIRONMENT_BYTES, MAX_VARIABLE_BYTES, textProblem } from './definition.schema';
import type { Checked } from './definition-issue';
import { describeKind } from './describe-zod-issue';
import { didYouMean } from './nearest-names';
import { MAX_PATTERN_VALUE_LENGTH, matchesPattern } from './value-pattern';

/** What a record's input means for the commands of its type. */
export interface ResolvedInput {
  /** One variable for each parameter that has a value, by the parameter's own name. */
  readonly environment: Readonly<Record<string, string>>;
  /** The input as JSON text, for PROCESS_INPUT; `{}` when the record has none. */
  readonly processInput: string;
  /** Values that are never to be shown, as the commands see them. */
  readonly secrets: readonly string[];
}

/** Of thousands of wrong names, nobody wants to know what each was meant to be. */
const MAX_SUGGESTIONS = 20;

type Input = Readonly<Record<string, unknown>>;

/**
 * Checks a record's `inputData` (a JSON object, null or undefined) against the parameters of its type and applies the
 * defaults. Gives issues whose fields read `inputData.input_file`. Never throws.
 */
export function resolveInput(definition: ProcessTypeDefinition, inputData: unknown): Checked<ResolvedInput> {
  if (!isAbsent(inputData) && (typeof inputData !== 'object' || Array.isArray(inputData))) {
    return refused(
      'inputData',
      `Must be a JSON object, e.g. ${example(definition)}; it is ${describeKind(inputData)}.`,
    );
  }
  return resolve(definition, (inputData ?? {}) as Input, isAbsent(inputData) ? '{}' : JSON.stringify(inputData));
}

/** Like `resolveInput`, for the text of the input as it is stored; that very text becomes PROCESS_INPUT. */
export function resolveInputText(definition: ProcessTypeDefinition, text: string | null): Checked<ResolvedInput> {
  if (text === null || text.trim() === '') return resolveInput(definition, null);
  let inputData: unknown;
  try {
    inputData = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    return refused('inputData', `Must be a JSON object, e.g. ${example(definition)}; it is no valid JSON.`);
  }
  const resolved = resolveInput(definition, inputData);
  return resolved.ok && !isAbsent(inputData) ? resolve(definition, inputData as Input, text) : resolved;
}

/** The variables that a task's command gets from its definition and its record's input. */
export function taskEnvironment(task: Pick<TaskDefinition, 'env'>, input: ResolvedInput): Record<string, string> {
  return { ...task.env, ...input.environment, PROCESS_INPUT: input.processInput };
}

function resolve(definition: ProcessTypeDefinition, input: Input, processInput: string): Checked<ResolvedInput> {
  const issues: FieldIssue[] = Object.keys(input)
    .filter((name) => !definition.parameters.some((parameter) => parameter.name === name))
    .map((name, index) => {
      const hint = index < MAX_SUGGESTIONS ? didYouMean(name, namesOf(definition)) : '';
      return issue(name, `Is not a parameter of ${definition.name}. ${hint}${declared(definition)}`);
    });

  const values = new Map<ParameterDefinition, string>();
  for (const parameter of definition.parameters) {
    const value = Object.hasOwn(input, parameter.name) ? input[parameter.name] : parameter.default;
    if (value === undefined) {
      if (parameter.required) issues.push(issue(parameter.name, `Missing; must be ${typeName(parameter)}.`));
      continue;
    }
    const problem = valueProblem(parameter, value);
    if (problem === null) values.set(parameter, String(value));
    else issues.push(issue(parameter.name, problem));
  }
  if (issues.length > 0) return { ok: false, issues };

  const resolved: ResolvedInput = {
    environment: Object.fromEntries([...values].map(([parameter, value]) => [parameter.name, value])),
    processInput,
    secrets: [...values].flatMap(([parameter, value]) => (parameter.secret && value !== '' ? [value] : [])),
  };
  if (Buffer.byteLength(processInput) > MAX_VARIABLE_BYTES) {
    return refused(
      'inputData',
      `Must have at most ${MAX_VARIABLE_BYTES} bytes as JSON. Put large data in a file and pass its path.`,
    );
  }
  const largest = Math.max(...definition.tasks.map((task) => environmentBytes(taskEnvironment(task, resolved))));
  if (largest > MAX_ENVIRONMENT_BYTES) {
    return refused(
      'inputData',
      `Makes an environment of ${largest} bytes with the type's own values; at most ${MAX_ENVIRONMENT_BYTES} fit.`,
    );
  }
  return { ok: true, value: resolved };
}

function valueProblem(parameter: ParameterDefinition, value: unknown): string | null {
  if (typeof value !== parameter.type) {
    const hint = value === null ? ' (leave it out for none)' : '';
    // The value itself is not quoted: it may have been stored as a secret by another version of the type.
    return `Must be ${typeName(parameter)}${hint}; it is ${describeKind(value)}.`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return 'Must be a finite number.';
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return 'Is too large to be an exact number (2^53 - 1 at most); a parameter for it has to be a string.';
  }
  if (typeof value !== 'string') return null;
  if (Buffer.byteLength(value) > MAX_VARIABLE_BYTES) {
    return `Must have at most ${MAX_VARIABLE_BYTES} bytes. Put large data in a file and pass its path.`;
  }
  return textProblem(value) ?? patternMismatch(parameter, value);
}

// The value is not quoted: it may be secret.
function patternMismatch({ pattern }: ParameterDefinition, value: string): string | null {
  if (pattern === undefined) return null;
  if (value.length > MAX_PATTERN_VALUE_LENGTH)
    return `Must have at most ${MAX_PATTERN_VALUE_LENGTH} characters, as there is a pattern for it.`;
  return matchesPattern(pattern, value) ? null : `Must match the pattern ${pattern} as a whole.`;
}

function environmentBytes(environment: Readonly<Record<string, string>>): number {
  return Object.entries(environment).reduce(
    (sum, [name, value]) => sum + name.length + 2 + Buffer.byteLength(value),
    0,
  );
}

function typeName({ type }: ParameterDefinition): string {
  return type === 'boolean' ? 'true or false' : type === 'number' ? 'a number' : 'a string';
}

function declared({ parameters }: ProcessTypeDefinition): string {
  return parameters.length === 0 ? 'It takes none.' : `Its parameters: ${namesOf({ parameters }).join(', ')}.`;
}

function namesOf({ parameters }: Pick<ProcessTypeDefinition, 'parameters'>): string[] {
  return parameters.map(({ name }) => name);
}

function example({ parameters }: ProcessTypeDefinition): string {
  return parameters[0] === undefined ? '{}' : `{"${parameters[0].name}": …}`;
}

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;
const issue = (name: string, message: string): FieldIssue => ({ field: `inputData.${name}`, message });
const refused = (field: string, message: string): { ok: false; issues: FieldIssue[] } => ({
  ok: false,
  issues: [{ field, message }],
});
