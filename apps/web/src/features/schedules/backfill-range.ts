import type { BackfillRange } from './api/backfill';

/** The range of a backfill as the address has it: in UTC, to the minute (`2026-11-01T00:00`). */
export interface BackfillSearch {
  readonly from?: string;
  readonly to?: string;
}

const MINUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

/** Reads a range from the search part of an address; undefined when no backfill is planned. */
export function parseBackfillSearch({ backfill, from, to }: Record<string, unknown>): BackfillSearch | undefined {
  if (backfill !== true) return undefined;
  return { ...(isMinute(from) && { from }), ...(isMinute(to) && { to }) };
}

/** The range as the server takes it, the whole of its last minute included; null as long as it is not complete. */
export function rangeOf({ from, to }: BackfillSearch): BackfillRange | null {
  if (!isMinute(from) || !isMinute(to)) return null;
  return { from: `${from}:00Z`, to: `${to}:59.999Z` };
}

function isMinute(text: unknown): text is string {
  return typeof text === 'string' && MINUTE.test(text) && !Number.isNaN(Date.parse(`${text}:00Z`));
}
