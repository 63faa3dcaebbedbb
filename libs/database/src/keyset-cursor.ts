import { invalid } from '@app/process-core';

/** What one part of a cursor holds; `micros` is a moment in microseconds since 1970, `number` one of a row. */
export type CursorPart = 'text' | 'micros' | 'count' | 'uuid' | 'number';
export type CursorValues = readonly (string | number)[];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_TEXT = 255;
const MAX_COUNT = 2_147_483_647;

/** The sort values of a page's last row, as opaque text. */
export function encodeCursor(values: CursorValues): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The sort values in a cursor of these parts. Throws `invalid` when it was not made for this list and order. */
export function decodeCursor(cursor: string, parts: readonly CursorPart[]): CursorValues {
  const values = parse(cursor);
  if (
    Array.isArray(values) &&
    values.length === parts.length &&
    parts.every((part, index) => fits(part, values[index]))
  )
    return values as CursorValues;
  throw invalid('The cursor is not one of this list.', [
    { field: 'cursor', message: 'must come from the Link header of the page before, with the same sort' },
  ]);
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function fits(part: CursorPart, value: unknown): boolean {
  switch (part) {
    case 'text':
      return typeof value === 'string' && value.length <= MAX_TEXT && !value.includes('\0');
    case 'uuid':
      return typeof value === 'string' && UUID.test(value);
    case 'number':
    case 'micros':
      return Number.isSafeInteger(value);
    case 'count':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_COUNT;
    default:
      return part satisfies never;
  }
}
