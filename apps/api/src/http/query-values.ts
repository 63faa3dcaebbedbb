import type { TransformFnParams } from 'class-transformer';

/** For `@Matches`: what can be looked for in the database, which knows no NUL. */
export const PLAIN_TEXT: [RegExp, { message: string }] = [
  /^\P{Cc}*$/u,
  { message: 'must not contain control characters' },
];

/** A whole number from a query string; anything else is left as it is, for the validator to refuse. */
export function toInteger({ value }: TransformFnParams): unknown {
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
}

/** `true` or `false` from a query string; anything else is left as it is, for the validator to refuse. */
export function toBoolean({ value }: TransformFnParams): unknown {
  if (value === 'true') return true;
  if (value === 'false') return false;
  return value;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** What `IsDate` says of a value that `toMoment` left. */
export const A_MOMENT = { message: 'must be a moment like 2026-11-23T00:00:00Z' };

/** An ISO 8601 moment with its zone from a query string; anything else is left, for the validator to refuse. */
export function toMoment({ value }: TransformFnParams): unknown {
  return typeof value === 'string' && MOMENT.test(value) ? new Date(value) : value;
}

/** The value as it was sent: no deep copy that would drop keys. */
export function asSent({ obj, key }: TransformFnParams): unknown {
  return (obj as Record<string, unknown>)[key];
}
