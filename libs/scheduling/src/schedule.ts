import type { FieldIssue } from '@app/process-core';
import { Cron } from 'croner';
import { cronProblem } from './cron-problem';

/** Used when a record gives no time zone: it has no clock changes, so nothing is ever moved. */
export const DEFAULT_TIME_ZONE = 'UTC';

/** What the columns of a record hold. */
const MAX_EXPRESSION_LENGTH = 100;
const MAX_TIME_ZONE_LENGTH = 64;

/** A cron expression and an IANA time zone that were found valid. */
export interface Schedule {
  readonly expression: string;
  readonly timeZone: string;
}

export type CheckedSchedule =
  | { readonly ok: true; readonly schedule: Schedule }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] };

/**
 * Checks a cron expression and the time zone it is meant in. Takes five fields (minute, hour, day of month, month, day
 * of week), six (second first), names, ranges, steps, lists, `L`, `W`, `#` and the `@hourly` … `@yearly` forms.
 * A schedule that never fires (30 February) is valid; `nextFires` shows it. Fields of issues: `schedule`, `timeZone`.
 */
export function parseSchedule(expression: string, timeZone: string | null = DEFAULT_TIME_ZONE): CheckedSchedule {
  const zone = timeZone ?? DEFAULT_TIME_ZONE;
  const issues: FieldIssue[] = [];
  const problem =
    expression.length > MAX_EXPRESSION_LENGTH
      ? `Must have at most ${MAX_EXPRESSION_LENGTH} characters.`
      : cronProblem(expression);
  if (problem !== null) issues.push({ field: 'schedule', message: problem });
  if (!isTimeZone(zone)) {
    issues.push({
      field: 'timeZone',
      message: 'Must be an IANA time zone, e.g. Europe/Berlin, America/New_York or UTC.',
    });
  }
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, schedule: { expression: expression.trim().replace(/\s+/g, ' '), timeZone: zone } };
}

/**
 * The next `n` instants at which a schedule fires, strictly after `after`; fewer when it fires no more. Around a change
 * of clocks a schedule without `*` or a step in its time fires once: right after a gap that swallows its time, and at
 * the first of two equal times. Any other goes by the clock on the wall: it skips the gap and goes through both passes
 * of a repeated hour (the rules of Vixie cron, cron(8)).
 * Throws RangeError for what `parseSchedule` refuses.
 */
export function nextFires(expression: string, timeZone: string | null, after: Date, n: number): Date[] {
  const { schedule } = requireValid(expression, timeZone);
  const cron = new Cron(schedule.expression, {
    timezone: schedule.timeZone,
    mode: '5-or-6-parts',
    fixedTimeRule: 'no-wildcard',
    paused: true,
  });
  return cron.nextRuns(n, after);
}

function requireValid(expression: string, timeZone: string | null): { schedule: Schedule } {
  const parsed = parseSchedule(expression, timeZone);
  if (!parsed.ok) throw new RangeError(parsed.issues.map(({ field, message }) => `${field}: ${message}`).join(' '));
  return parsed;
}

/** Offsets such as +02:00 are left out: newer Node takes them for zones, older does not, and they know no summer time. */
function isTimeZone(name: string): boolean {
  if (name.length > MAX_TIME_ZONE_LENGTH || !/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
