import type { GeneratedExpression } from './expressions';

const MINUTE_MS = 60_000;
/** No clock is changed twice within half a day. */
const LOOK_MINUTES = 720;
const DAY_MINUTES = 1_440;

/** What the clock on the wall of a zone shows, minute by minute; wall minutes count from 1970 as if they were UTC. */
export interface WalkedZone {
  readonly timeZone: string;
  /** The first instant, in minutes since 1970. */
  readonly from: number;
  readonly walls: Int32Array;
  /** Instants, in minutes since 1970, at which the clock was changed. */
  readonly changes: readonly number[];
}

/** Reads the clock of a zone for whole years. */
export function walkZone(timeZone: string, firstYear: number, years: number): WalkedZone {
  const from = Date.UTC(firstYear, 0, 1) / MINUTE_MS;
  const to = Date.UTC(firstYear + years, 0, 1) / MINUTE_MS;
  const offsetAt = offsetReader(timeZone);
  const walls = new Int32Array(to - from);
  const changes: number[] = [];
  let offset = offsetAt(from);
  for (let at = from; at < to; ) {
    const change = nextChange(at, Math.min(at + LOOK_MINUTES, to), offset, offsetAt);
    for (let minute = at; minute < change; minute++) walls[minute - from] = minute + offset;
    const next = offsetAt(change);
    if (next !== offset && change < to) changes.push(change);
    [at, offset] = [change, next];
  }
  return { timeZone, from, walls, changes };
}

/** The first minute in `(at, end]` with another offset, or `end`; clocks are changed on the minute. */
function nextChange(at: number, end: number, offset: number, offsetAt: (minute: number) => number): number {
  if (offsetAt(end) === offset) return end;
  let [same, changed] = [at, end];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetAt(middle) === offset) same = middle;
    else changed = middle;
  }
  return changed;
}

/** Offsets in minutes, as `Intl` writes them: GMT, GMT+05:30. */
function offsetReader(timeZone: string): (minute: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (minute) => {
    const [, sign, hours = '0', minutes = '0'] =
      /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(minute * MINUTE_MS)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

/**
 * The fires of an expression, in seconds since 1970, by going through the minutes of a zone: what the rules say, in the
 * order in which it happens. With `twice` a time that exists twice fires twice.
 */
export function walkFires(expression: GeneratedExpression, zone: WalkedZone, twice: boolean): number[] {
  const { walls, from } = zone;
  const everyHour = expression.hours.length === 24;
  const days = fittingDays(expression, zone);
  const times = expression.hours.flatMap((hour) => expression.minutes.map((minute) => hour * 60 + minute));
  const timeTable = new Set(times);
  const fits = (wall: number): boolean => days.has(Math.floor(wall / DAY_MINUTES)) && timeTable.has(wall % DAY_MINUTES);

  const fires: number[] = [];
  let reached = (walls[0] ?? 0) - 1;
  for (let index = 0; index < walls.length; index++) {
    const wall = walls[index] ?? 0;
    const instant = (from + index) * 60;
    // A day from midnight to midnight without a change of the clock has nothing to look at but its times.
    if (wall === reached + 1 && wall % DAY_MINUTES === 0 && walls[index + DAY_MINUTES] === wall + DAY_MINUTES) {
      if (days.has(wall / DAY_MINUTES))
        for (const time of times) for (const second of expression.seconds) fires.push(instant + time * 60 + second);
      index += DAY_MINUTES - 1;
      reached += DAY_MINUTES;
      continue;
    }
    let leftOut = false;
    if (!everyHour) for (let missing = reached + 1; missing < wall && !leftOut; missing++) leftOut = fits(missing);
    if (leftOut) fires.push(instant);
    const again = wall <= reached;
    reached = Math.max(reached, wall);
    if ((again && !everyHour && !twice) || !fits(wall)) continue;
    for (const second of expression.seconds) if (!(leftOut && second === 0)) fires.push(instant + second);
  }
  return fires;
}

/** Days since 1970 that fit an expression. */
function fittingDays(expression: GeneratedExpression, { walls }: WalkedZone): ReadonlySet<number> {
  const fitting = new Set<number>();
  const lastDay = Math.floor((walls.at(-1) ?? 0) / DAY_MINUTES) + 1;
  for (let day = Math.floor((walls[0] ?? 0) / DAY_MINUTES) - 1; day <= lastDay; day++) {
    const date = new Date(day * DAY_MINUTES * MINUTE_MS);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (expression.day({ month, day: date.getUTCDate(), weekday: date.getUTCDay(), length })) fitting.add(day);
  }
  return fitting;
}
