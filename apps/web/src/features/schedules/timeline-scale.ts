import type { ScheduleCalendar } from '@app/api-client';

/** What a timeline shows, in milliseconds. */
export interface TimelineScale {
  readonly from: number;
  readonly to: number;
}

/** Where an instant is, in percent of the timeline. */
export function placeIn({ from, to }: TimelineScale, at: number): number {
  return ((at - from) / (to - from)) * 100;
}

/** The marks of the axis: each day of a week, every third hour of a day. */
export function ticksOf({ days, slotMinutes }: ScheduleCalendar): { at: number; label: string }[] {
  if (slotMinutes === 60)
    return days
      .filter(({ slots }) => slots.length > 0)
      .map(({ date, from }) => ({ at: Date.parse(from), label: dayLabel(date) }));
  return days
    .flatMap(({ slots }) => slots)
    .filter(({ minuteOfDay }) => minuteOfDay % 180 === 0)
    .map(({ from, minuteOfDay }) => ({
      at: Date.parse(from),
      label: `${String(minuteOfDay / 60).padStart(2, '0')}:00`,
    }));
}

function dayLabel(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(date));
}
