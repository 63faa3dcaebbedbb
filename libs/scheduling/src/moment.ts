import { zoneClock } from './zone-clock';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?$/i;
const DAY_MS = 86_400_000;

/**
 * Reads an ISO 8601 time: with `Z` or an offset it is that instant, without one it is meant on the clock of the zone. A
 * time that does not exist there is the next instant that does, one that exists twice is the first. Null for anything
 * else.
 */
export function readTime(text: string, timeZone: string): Date | null {
  const [, date = '', hour, minute, second = '0', fraction = '0', zone] = TIME.exec(text) ?? [];
  const day = readDay(date);
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (day === null || !(h < 24 && m < 60 && s < 60)) return null;
  const wall = day + ((h * 60 + m) * 60 + s) * 1_000 + Number(fraction.padEnd(3, '0'));
  if (zone === undefined) return new Date(zoneClock(timeZone).firstInstantAt(wall));
  const offset = readOffset(zone);
  return offset === null ? null : new Date(wall - offset);
}

/** The first and the last millisecond of a day such as `2026-12-24` in a zone; null for anything else. */
export function readDate(text: string, timeZone: string): { readonly first: Date; readonly last: Date } | null {
  const day = readDay(text);
  if (day === null) return null;
  const clock = zoneClock(timeZone);
  return { first: new Date(clock.firstInstantAt(day)), last: new Date(clock.firstInstantAt(day + DAY_MS) - 1) };
}

function readDay(text: string): number | null {
  const [, year, month, day] = DATE.exec(text) ?? [];
  const read = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = read.getUTCMonth() + 1 === Number(month) && read.getUTCDate() === Number(day) && Number(year) >= 1970;
  return exists ? read.getTime() : null;
}

function readOffset(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
