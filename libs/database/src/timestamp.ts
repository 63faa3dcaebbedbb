import { types } from 'pg';

const TIMESTAMPTZ_OID = 1184;
const parseAny: (text: string) => unknown = types.getTypeParser(TIMESTAMPTZ_OID, 'text');

const ZERO = 48;
const SHORTEST = '2026-11-23 16:09:20+00'.length;
const FRACTION_AT = '2026-11-23 16:09:20.'.length;

/**
 * Reads a timestamptz as PostgreSQL sends it, to the millisecond. The driver's own parser takes a good part of the time
 * of a long list: what comes in UTC, as from every session whose time zone is UTC, is read digit by digit instead.
 * @returns a Date; what the driver gives for anything else, e.g. Infinity
 */
export function parseTimestamp(text: string): unknown {
  const length = text.length;
  const isPlain = length >= SHORTEST && text[4] === '-' && text[10] === ' ' && text.endsWith('+00');
  // Date.UTC takes the years before 100 for those of the last century.
  if (!isPlain || text.startsWith('00')) return parseAny(text);
  const time = Date.UTC(
    twoDigits(text, 0) * 100 + twoDigits(text, 2),
    twoDigits(text, 5) - 1,
    twoDigits(text, 8),
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
    milliseconds(text, length - 3),
  );
  return Number.isNaN(time) ? parseAny(text) : new Date(time);
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

// PostgreSQL leaves out zeros at the end, and sends up to six digits.
function milliseconds(text: string, end: number): number {
  let value = 0;
  for (let index = 0; index < 3; index++)
    value = value * 10 + (FRACTION_AT + index < end ? digit(text, FRACTION_AT + index) : 0);
  return value;
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - ZERO;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
