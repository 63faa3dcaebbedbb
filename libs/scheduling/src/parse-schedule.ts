import type { FieldIssue } from '@app/process-core';
import { shorterInterval } from './cron-interval';
import { DEFAULT_TIME_ZONE, type Schedule, type Timing } from './schedule';
import { readOptions, type ScheduleOptions } from './schedule-options';
import { isTimeZone } from './time-zone';
import { readTiming } from './timing';

/** What the column of a record holds. */
const MAX_EXPRESSION_LENGTH = 100;

/** A schedule as a record says it. */
export interface ScheduleInput {
  readonly schedule: string;
  /** IANA name; UTC when absent. */
  readonly timeZone?: string | null | undefined;
  readonly options?: ScheduleOptions | null | undefined;
}

/** What an installation allows. */
export interface ScheduleLimits {
  /** Schedules that would fire more often are refused. */
  readonly minIntervalMs: number;
}

export type CheckedSchedule =
  | { readonly ok: true; readonly schedule: Schedule }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] };

/**
 * Checks a schedule: a cron expression of five fields (minute, hour, day of month, month, day of week) or six (second
 * first), with names, ranges, steps, lists, `L`, `W`, `#` and the `@hourly` … `@yearly` forms; a delay after the end of
 * the last run (`every 90s`); or one time (`at 2026-12-24T18:00`). A schedule that never fires (30 February) is valid;
 * `nextFires` shows it. Fields of issues: `schedule`, `timeZone`, `scheduleOptions.<option>`.
 */
export function parseSchedule(input: ScheduleInput, limits: ScheduleLimits = { minIntervalMs: 0 }): CheckedSchedule {
  const issues: FieldIssue[] = [];
  const timeZone = input.timeZone ?? DEFAULT_TIME_ZONE;
  const known = isTimeZone(timeZone);
  if (!known) {
    const message = 'Must be an IANA time zone, e.g. Europe/Berlin, America/New_York or UTC.';
    issues.push({ field: 'timeZone', message });
  }
  const expression = input.schedule.trim().replace(/\s+/g, ' ');
  const timing = checkTiming(input.schedule, known ? timeZone : DEFAULT_TIME_ZONE, issues);
  const options = readOptions(input.options ?? {}, known ? timeZone : DEFAULT_TIME_ZONE, issues);
  if (timing) checkInterval({ expression, timing, jitterMs: options.jitterMs }, limits, issues);
  if (issues.length > 0 || !timing) return { ok: false, issues };
  return { ok: true, schedule: { expression, timing, timeZone, ...options } };
}

function checkTiming(schedule: string, timeZone: string, issues: FieldIssue[]): Timing | null {
  const read =
    schedule.length > MAX_EXPRESSION_LENGTH
      ? { ok: false as const, message: `Must have at most ${MAX_EXPRESSION_LENGTH} characters.` }
      : readTiming(schedule, timeZone);
  if (read.ok) return read.timing;
  issues.unshift({ field: 'schedule', message: read.message });
  return null;
}

function checkInterval(
  { expression, timing, jitterMs }: Pick<Schedule, 'expression' | 'timing' | 'jitterMs'>,
  { minIntervalMs }: ScheduleLimits,
  issues: FieldIssue[],
): void {
  const shorter = (thanMs: number): number | null => {
    if (timing.kind === 'once') return null;
    if (timing.kind === 'delay') return timing.delayMs < thanMs ? timing.delayMs : null;
    return shorterInterval(expression, thanMs);
  };
  const tooOften = shorter(minIntervalMs);
  if (tooOften !== null) {
    const message = `Must not fire more often than every ${minIntervalMs / 1_000} s; it would after ${tooOften / 1_000} s.`;
    issues.push({ field: 'schedule', message });
  }
  const overtaken = shorter(jitterMs);
  if (overtaken !== null) {
    const message = `Must be at most ${overtaken / 1_000}, the shortest time between two fires.`;
    issues.push({ field: 'scheduleOptions.jitterSeconds', message });
  }
}
