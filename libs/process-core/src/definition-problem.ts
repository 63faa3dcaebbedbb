import type { ProcessTypeDefinition } from './definition';

type Check = (value: unknown) => string | null;

const text: Check = (value) => (typeof value === 'string' ? null : 'must be text');
const flag: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false');
const amount: Check = (value) => (typeof value === 'number' && value >= 0 ? null : 'must be a number, 0 or more');
const nullOr =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);
const oneOf =
  (...known: readonly string[]): Check =>
  (value) =>
    known.some((name) => name === value) ? null : `must be ${known.join(' or ')}`;
const texts: Check = (value) =>
  isObject(value) && Object.values(value).every((entry) => typeof entry === 'string') ? null : 'must map names to text';

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? null : check(value);
const secrets: Check = (value) =>
  Array.isArray(value) && value.every(isTaskSecret) ? null : 'must be a list of named secrets';

const PARAMETER: Readonly<Record<string, Check>> = {
  name: text,
  type: oneOf('string', 'number', 'boolean'),
  required: flag,
  secret: flag,
  pattern: optional(text),
};

const TASK: Readonly<Record<string, Check>> = {
  name: text,
  command: text,
  workingDirectory: nullOr(text),
  timeoutMs: nullOr(amount),
  maxRetries: amount,
  retryDelayMs: amount,
  backoff: oneOf('fixed', 'exponential'),
  onWorkerLost: oneOf('retry', 'fail'),
  continueOnFailure: flag,
  env: texts,
  secrets: optional(secrets),
};

/**
 * Why a stored value is no process type definition, with the place of the first mistake (`tasks[0].command must be
 * text`); null when it is one. Looks at the shape only: what users write is checked, with more to say, before it is
 * stored. This is for what something else wrote into the database, or another version of the product.
 */
export function definitionProblem(value: unknown): string | null {
  if (!isObject(value)) return 'it must be an object';
  return listProblem(value, 'parameters', PARAMETER) ?? listProblem(value, 'tasks', TASK) ?? emptiness(value);
}

/** What stands in the place of a definition that cannot be read, so that its type can still be shown and replaced. */
export function unreadableDefinition(name: string, reason: string): ProcessTypeDefinition {
  return { name, description: reason, parameters: [], tasks: [] };
}

function listProblem(value: object, field: string, checks: Readonly<Record<string, Check>>): string | null {
  const list: unknown = Reflect.get(value, field);
  if (!Array.isArray(list)) return `${field} must be a list`;
  for (const [index, entry] of list.entries()) {
    if (!isObject(entry)) return `${field}[${index}] must be an object`;
    for (const [name, check] of Object.entries(checks)) {
      const problem = check(Reflect.get(entry, name));
      if (problem !== null) return `${field}[${index}].${name} ${problem}`;
    }
  }
  return null;
}

function emptiness(value: object): string | null {
  const tasks: unknown = Reflect.get(value, 'tasks');
  return Array.isArray(tasks) && tasks.length === 0 ? 'tasks must not be empty' : null;
}

function isTaskSecret(value: unknown): boolean {
  if (!isObject(value)) return false;
  const fields = [Reflect.get(value, 'name'), Reflect.get(value, 'variable')];
  return fields.every((field) => typeof field === 'string') && ['env', 'file'].includes(Reflect.get(value, 'as'));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
