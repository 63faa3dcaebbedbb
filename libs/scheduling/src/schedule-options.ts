import type { FieldIssue } from '@app/process-core';
import { readDate, readTime } from './moment';
import { MISFIRE_RULES, OVERLAP_RULES, REPEATED_TIME_RULES, type Schedule } from './schedule';

const FIELD = 'scheduleOptions';
const MAX_JITTER_SECONDS = 86_400;
const MAX_MISFIRE_LIMIT = 1_000;
const DEFAULT_MISFIRE_LIMIT = 100;

/** What may be said about a schedule beside its expression and zone; null and absent are the default. */
export interface ScheduleOptions {
  /** First day (`2026-12-24`) or time from which it fires, that one included. */
  readonly startAt?: string | null | undefined;
  /** Last day or time at which it fires, that one included. */
  readonly endAt?: string | null | undefined;
  /** Puts each fire off by its own part of this many seconds; 0. */
  readonly jitterSeconds?: number | null | undefined;
  /** `skip`, `queue` or `stop-and-start`; skip. */
  readonly overlap?: string | null | undefined;
  /** `skip`, `fire-once` or `fire-all`; fire-once. */
  readonly misfire?: string | null | undefined;
  /** How many missed fires `fire-all` makes up for, 1 to 1,000; 100. */
  readonly misfireLimit?: number | null | undefined;
  /** `once` or `twice`; once. */
  readonly daylightSaving?: string | null | undefined;
}

type Read = Omit<Schedule, 'expression' | 'timing' | 'timeZone'>;

const NAMES = ['startAt', 'endAt', 'jitterSeconds', 'overlap', 'misfire', 'misfireLimit', 'daylightSaving'];

/** Reads the options of a schedule, filling in defaults; what is wrong is added to `issues`. The zone has to be valid. */
export function readOptions(options: ScheduleOptions, timeZone: string, issues: FieldIssue[]): Read {
  const refuse = (name: string, message: string) => issues.push({ field: `${FIELD}.${name}`, message });
  for (const name of Object.keys(options).filter((name) => !NAMES.includes(name)))
    refuse(name, `Is not known; an option is one of ${NAMES.join(', ')}.`);

  const moment = (name: 'startAt' | 'endAt'): Date | null => {
    const text = options[name];
    if (text === undefined || text === null) return null;
    const day = typeof text === 'string' ? readDate(text, timeZone) : null;
    const at = day
      ? day[name === 'startAt' ? 'first' : 'last']
      : typeof text === 'string'
        ? readTime(text, timeZone)
        : null;
    if (at === null)
      refuse(name, 'Must be a day or a time, e.g. 2026-12-24, 2026-12-24T18:00 or 2026-12-24T17:00:00Z.');
    return at;
  };
  const whole = (name: 'jitterSeconds' | 'misfireLimit', from: number, to: number, absent: number): number => {
    const value = options[name] ?? absent;
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    refuse(name, `Must be a whole number from ${from} to ${to}.`);
    return absent;
  };
  const oneOf = <T extends string>(
    name: 'overlap' | 'misfire' | 'daylightSaving',
    known: readonly T[],
    absent: T,
  ): T => {
    const value = options[name] ?? absent;
    const found = known.find((rule) => rule === value);
    if (found === undefined) refuse(name, `Must be one of ${known.join(', ')}.`);
    return found ?? absent;
  };

  const read: Read = {
    startAt: moment('startAt'),
    endAt: moment('endAt'),
    jitterMs: whole('jitterSeconds', 0, MAX_JITTER_SECONDS, 0) * 1_000,
    overlap: oneOf('overlap', OVERLAP_RULES, 'skip'),
    misfire: oneOf('misfire', MISFIRE_RULES, 'fire-once'),
    misfireLimit: whole('misfireLimit', 1, MAX_MISFIRE_LIMIT, DEFAULT_MISFIRE_LIMIT),
    daylightSaving: oneOf('daylightSaving', REPEATED_TIME_RULES, 'once'),
  };
  if (read.startAt && read.endAt && read.endAt < read.startAt) refuse('endAt', 'Must not be before startAt.');
  if (read.misfire === 'fire-all' && read.overlap === 'stop-and-start')
    refuse(
      'misfire',
      'Must be skip or fire-once with overlap stop-and-start: each run made up for would stop the one before.',
    );
  return read;
}
