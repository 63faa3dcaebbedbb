import type { z } from 'zod';
import { definitionSchema, parameterSchema, taskSchema } from './definition.schema';
import { type DefinitionIssue, type IssuePath, issueAt } from './definition-issue';

type ZodIssue = z.core.$ZodIssue;

/** Turns an issue of zod (parsed with `reportInput`) into ours, one per unknown field, saying what would be right. */
export function describeZodIssue(issue: ZodIssue): DefinitionIssue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => issueAt([...path, key], `Unknown field. Known here: ${knownFields(path)}.`));
  }
  return [issueAt(path, messageOf(issue))];
}

function messageOf(issue: Exclude<ZodIssue, { code: 'unrecognized_keys' }>): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `Missing; must be ${typeName(issue.expected)}.`
        : `Must be ${typeName(issue.expected)}; it is ${describeValue(issue.input)}.`;
    case 'invalid_value':
      return `Must be ${issue.values.map(String).join(' or ')}; it is ${describeValue(issue.input)}.`;
    case 'invalid_union':
      return `Must be text, a number, true or false; it is ${describeValue(issue.input)}.`;
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
    case 'record':
      return 'a mapping of fields';
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

function knownFields(path: IssuePath): string {
  const schema = path.length === 0 ? definitionSchema : path[0] === 'tasks' ? taskSchema : parameterSchema;
  return Object.keys(schema.shape).join(', ');
}
