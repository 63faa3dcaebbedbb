import { readDate } from './moment';
import { zoneClock } from './zone-clock';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A stretch of a day that begins and ends with a full slot on the clock of the zone, or where the clock was set. */
export interface CalendarSlot {
  readonly from: Date;
  /** The moment after the last. */
  readonly to: Date;
  /** What the clock shows at the slot's full start, in minutes after midnight; the same twice where clocks were set back. */
  readonly minuteOfDay: number;
}

/** A day on the clock of a zone: 24 hours, or as many as it has where clocks are set. */
export interface CalendarDay {
  /** `2026-12-24` */
  readonly date: string;
  readonly from: Date;
  readonly to: Date;
  readonly slots: readonly CalendarSlot[];
}

/**
 * Days from `first` (`2026-12-24`) on, each in slots of so many minutes. A day that a country left out has none. Null for
 * anything that is no date. Throws RangeError for an unknown zone.
 */
export function calendarDays(
  first: string,
  count: number,
  timeZone: string,
  slotMinutes: number,
): readonly CalendarDay[] | null {
  const days: CalendarDay[] = [];
  if (readDate(first, timeZone) === null) return null;
  for (let index = 0; index < count; index++) {
    const date = laterDate(first, index);
    const day = readDate(date, timeZone);
    if (day === null) return null;
    const [from, to] = [day.first, new Date(day.last.getTime() + 1)];
    days.push({ date, from, to, slots: slotsBetween(from.getTime(), to.getTime(), timeZone, slotMinutes * MINUTE_MS) });
  }
  return days;
}

function laterDate(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function slotsBetween(from: number, to: number, timeZone: string, slotMs: number): CalendarSlot[] {
  const clock = zoneClock(timeZone);
  const slots: CalendarSlot[] = [];
  for (let at = from; at < to; ) {
    const span = clock.spanAt(at);
    const start = Math.floor((at + span.offset) / slotMs) * slotMs;
    const full = start + slotMs - span.offset;
    // Long stretches without a change come in parts.
    const isSet = span.to < full && clock.spanAt(span.to).offset !== span.offset;
    const end = Math.min(isSet ? span.to : full, to);
    const minuteOfDay = (((start % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS;
    slots.push({ from: new Date(at), to: new Date(end), minuteOfDay });
    at = end;
  }
  return slots;
}
