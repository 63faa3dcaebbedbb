import { firesBetween, previousFire } from './fires';
import type { Schedule } from './schedule';

const MINUTE_MS = 60_000;

/** A minute in which a schedule fires, and how often; its first moment in milliseconds since 1970. */
export interface MinuteOfFires {
  readonly at: number;
  readonly fires: number;
}

/**
 * The minutes in `[from, to)` in which a schedule fires, in order, found as they are asked for. Of a schedule that names
 * seconds each minute costs as much as one that fires once: those that begin and end alike have the same fires. A fixed
 * delay has none: its fires follow from the ends of runs.
 */
export function* firesByMinute(schedule: Schedule, from: Date, to: Date): Generator<MinuteOfFires, void> {
  const end = to.getTime() - 1;
  const namesSeconds = schedule.timing.kind === 'cron' && schedule.expression.split(' ').length === 6;
  const known = new Map<string, number>();
  for (let at = from.getTime(); at <= end; ) {
    const first = firesBetween(schedule, new Date(at), new Date(end)).next().value?.getTime();
    if (first === undefined) return;
    const minute = Math.floor(first / MINUTE_MS) * MINUTE_MS;
    const last = Math.min(minute + MINUTE_MS - 1, end);
    yield { at: minute, fires: namesSeconds ? countFires(schedule, minute, first, last, known) : 1 };
    at = minute + MINUTE_MS;
  }
}

/** @param known counts by the seconds of the first and the last fire, which tell what is between them */
function countFires(
  schedule: Schedule,
  minute: number,
  first: number,
  until: number,
  known: Map<string, number>,
): number {
  const last = previousFire(schedule, new Date(until + 1))?.getTime() ?? first;
  const key = `${first - minute}-${last - minute}`;
  const count = known.get(key) ?? [...firesBetween(schedule, new Date(first), new Date(last))].length;
  known.set(key, count);
  return count;
}
