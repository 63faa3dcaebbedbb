import { CronPattern } from 'croner';
import { WallTimes } from './wall-times';

const DAY_MS = 86_400_000;
/** Leap days are at most eight years apart. */
const SEARCHED_MS = 9 * 366 * DAY_MS;

/**
 * The shortest time between two fires of a valid cron expression where that is less than `intervalMs`, in milliseconds
 * by the clock on the wall, without changes of clocks; null when the expression never fires that often.
 */
export function shorterInterval(expression: string, intervalMs: number): number | null {
  if (intervalMs <= 1_000) return null;
  const times = timesOfDay(expression);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  let within = Number.POSITIVE_INFINITY;
  for (const [index, time] of times.entries()) {
    const next = times[index + 1];
    if (next !== undefined) within = Math.min(within, next - time);
  }
  if (within < intervalMs) return within;
  if (first + DAY_MS - last >= intervalMs) return null;
  const between = shortestNight(expression, last, intervalMs);
  return between < intervalMs ? between : null;
}

/** The shortest time from the last fire of a day to the first of the next day that has any; stops at one that is short. */
function shortestNight(expression: string, last: number, shortMs: number): number {
  const walls = new WallTimes(expression);
  let shortest = Number.POSITIVE_INFINITY;
  let fire = walls.atOrAfter(0);
  for (const until = (fire ?? 0) + SEARCHED_MS; fire !== null && fire < until && shortest >= shortMs; ) {
    const end = Math.floor(fire / DAY_MS) * DAY_MS + last;
    fire = walls.atOrAfter(end + 1);
    if (fire !== null) shortest = Math.min(shortest, fire - end);
  }
  return shortest;
}

/** In milliseconds, in order. */
function timesOfDay(expression: string): number[] {
  const { hour, minute, second } = new CronPattern(expression, undefined, { mode: '5-or-6-parts' });
  const [hours, minutes, seconds] = [allowed(hour), allowed(minute), allowed(second)];
  return hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => ((h * 60 + m) * 60 + s) * 1_000)));
}

function allowed(field: readonly number[]): number[] {
  return field.flatMap((set, value) => (set === 1 ? [value] : []));
}
