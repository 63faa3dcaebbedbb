import { Cron, CronPattern } from 'croner';

const DAY_MS = 86_400_000;

/** A time of day in seconds, of which a pattern allows some. */
interface TimeOfDay {
  readonly second: readonly number[];
  readonly minute: readonly number[];
  readonly hour: readonly number[];
}

/**
 * The wall times that a cron expression names, on a calendar without clock changes; milliseconds since 1970 as if they
 * were UTC. Croner reads the expression and finds the days; the times of a day follow from the fields it read.
 */
export class WallTimes {
  private readonly days: Cron;
  private readonly time: TimeOfDay;
  private following = { from: Number.POSITIVE_INFINITY, day: null as number | null };
  private preceding = { from: Number.NEGATIVE_INFINITY, day: null as number | null };

  /** Throws when croner refuses the expression. */
  constructor(expression: string) {
    this.days = new Cron(expression, { utcOffset: 0, mode: '5-or-6-parts', paused: true });
    this.time = new CronPattern(expression, undefined, { mode: '5-or-6-parts' });
  }

  /** Whether every hour of a day is named, so that the expression says a distance and not times of day. */
  get everyHour(): boolean {
    return this.time.hour.every((allowed) => allowed === 1);
  }

  /** The first wall time named that is not before `wall`; null when there is none. */
  atOrAfter(wall: number): number | null {
    const today = startOfDay(wall);
    let day = this.dayAtOrAfter(today);
    if (day === null) return null;
    const time = nextTime(this.time, day === today ? Math.ceil((wall - day) / 1_000) : 0);
    if (time !== null) return day + time * 1_000;
    day = this.dayAtOrAfter(day + DAY_MS);
    return day === null ? null : day + (nextTime(this.time, 0) ?? 0) * 1_000;
  }

  /** The last wall time named that is not after `wall`; null when there is none. */
  atOrBefore(wall: number): number | null {
    const today = startOfDay(wall);
    let day = this.dayAtOrBefore(today);
    if (day === null) return null;
    const time = previousTime(this.time, day === today ? Math.floor((wall - day) / 1_000) : LAST_SECOND);
    if (time !== null) return day + time * 1_000;
    day = this.dayAtOrBefore(day - DAY_MS);
    return day === null ? null : day + (previousTime(this.time, LAST_SECOND) ?? 0) * 1_000;
  }

  private dayAtOrAfter(day: number): number | null {
    const { from, day: known } = this.following;
    if (from <= day && (known === null || day <= known)) return known;
    const found = this.days.nextRun(new Date(day - 1_000));
    this.following = { from: day, day: found && startOfDay(found.getTime()) };
    return this.following.day;
  }

  private dayAtOrBefore(day: number): number | null {
    const { from, day: known } = this.preceding;
    if (day <= from && (known === null || known <= day)) return known;
    const found = this.days.previousRuns(1, new Date(day + DAY_MS))[0];
    this.preceding = { from: day, day: found ? startOfDay(found.getTime()) : null };
    return this.preceding.day;
  }
}

const LAST_SECOND = 86_399;

function startOfDay(wall: number): number {
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

function nextTime({ hour, minute, second }: TimeOfDay, from: number): number | null {
  let [h, m, s] = [Math.floor(from / 3_600), Math.floor(from / 60) % 60, from % 60];
  for (; h < 24; h++, m = 0, s = 0) {
    if (hour[h] !== 1) continue;
    for (; m < 60; m++, s = 0) {
      if (minute[m] !== 1) continue;
      const at = second.indexOf(1, s);
      if (at >= 0) return h * 3_600 + m * 60 + at;
    }
  }
  return null;
}

function previousTime({ hour, minute, second }: TimeOfDay, to: number): number | null {
  let [h, m, s] = [Math.floor(to / 3_600), Math.floor(to / 60) % 60, to % 60];
  for (; h >= 0; h--, m = 59, s = 59) {
    if (hour[h] !== 1) continue;
    for (; m >= 0; m--, s = 59) {
      if (minute[m] !== 1) continue;
      const at = second.lastIndexOf(1, s);
      if (at >= 0) return h * 3_600 + m * 60 + at;
    }
  }
  return null;
}
