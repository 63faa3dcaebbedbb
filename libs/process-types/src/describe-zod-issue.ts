import type { z } from 'zod';
import { definitionSchema, parameterSchema, taskSchema } from './definition.schema';
import { type DefinitionIssue, type IssuePath, issueAt } from './definition-issue';
import { didYouMean } from './nearest-names';

type ZodIssue = z.core.$ZodIssue;

/** Of a hundred thousand wrong fields, nobody wants to know what each was meant to be. */
const MAX_SUGGESTIONS = 100;

/** Turns an issue of zod (parsed with `reportInput`) into ours, one per unknown field, saying what would be right. */
export function describeZodIssue(issue: ZodIssue): DefinitionIssue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key, index) => issueAt([...path, key], unknownField(key, path, index < MAX_SUGGESTIONS)));
  }
  return [issueAt(path, messageOf(issue))];
}

type OtherIssue = Exclude<ZodIssue, { code: 'unrecognized_keys' }>;

function messageOf(issue: OtherIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongShape(typeName(issue.expected), issue.input);
    case 'invalid_value':
      return wrongShape(issue.values.map(String).join(' or '), issue.input);
    case 'invalid_union':
      return wrongShape('text, a number, true or false', issue.input);
    case 'too_small':
      return `Must ${sizeOf(issue.origin, issue.inclusive ? 'at least' : 'more than', Number(issue.minimum))}.`;
    case 'too_big':
      return `Must ${sizeOf(issue.origin, issue.inclusive === false ? 'less than' : 'at most', Number(issue.maximum))}.`;
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return issue.message;
    default:
      return issue satisfies never;
  }
}

function wrongShape(right: string, input: unknown): string {
  return input === undefined ? `Missing; must be ${right}.` : `Must be ${right}; it is ${describeValue(input)}.`;
}

function sizeOf(origin: string, bound: string, limit: number): string {
  switch (origin) {
    case 'string':
      return `have ${bound} ${limit} character${limit === 1 ? '' : 's'}`;
    case 'array':
      return `have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
    default:
      return `be ${bound} ${limit}`;
  }
}

function typeName(expected: string): string {
  switch (expected) {
    case 'string':
      return 'text';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'a mapping of fields';
    case 'record':
      return 'a mapping of names to values, e.g. "LANG: en"';
    default:
      return `a ${expected}`;
  }
}

/** Names a value in a message: short scalars as written, anything else by its kind. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return value.length <= 40 ? `the text ${JSON.stringify(value)}` : 'a long text';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? String(value) : describeKind(value);
}

/** Says what kind of value it is, and nothing of the value itself: for what may be a secret. */
export function describeKind(value: unknown): string {
  if (value === null) return 'empty (null)';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'true or false';
  return Array.isArray(value) ? 'a list' : 'a mapping of fields';
}

function unknownField(key: string, path: IssuePath, withHint: boolean): string {
  const known = fieldsOf(path[0]);
  return `Unknown field. ${withHint ? hintFor(key, path[0], known) : ''}Known here: ${known.join(', ')}.`;
}

function hintFor(key: string, list: IssuePath[number] | undefined, known: readonly string[]): string {
  const owners = ['tasks', 'parameters'].filter((other) => other !== list && fieldsOf(other).includes(key));
  return owners.length > 0 ? `It belongs to an entry of ${owners.join(' or ')}. ` : didYouMean(key, known);
}

/** What a definition, an entry of `tasks` or one of `parameters` can have. */
function fieldsOf(list: IssuePath[number] | undefined): string[] {
  const schema = list === undefined ? definitionSchema : list === 'tasks' ? taskSchema : parameterSchema;
  return Object.keys(schema.shape);
}
