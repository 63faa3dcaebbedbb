import type { CalendarSlot, ScheduleCalendar } from '@app/api-client';

/** A row of the calendar: an hour of each day of a week, or an hour of a day in slots of five minutes. */
export interface CalendarRow {
  readonly key: string;
  /** `09:00` */
  readonly label: string;
  /** For each column its slots: none for a time that a clock left out, two for one that it showed twice. */
  readonly cells: readonly (readonly CalendarSlot[])[];
}

const SLOTS_OF_HOUR = 12;

/** Puts the slots of a week into 24 rows; those of a day into as many rows as the day has hours. */
export function calendarRows({ days, slotMinutes }: ScheduleCalendar): CalendarRow[] {
  if (slotMinutes === 60)
    return Array.from({ length: 24 }, (_, hour) => ({
      key: String(hour),
      label: labelOf(hour),
      cells: days.map(({ slots }) => slots.filter((slot) => hourOf(slot) === hour)),
    }));
  const rows: { key: string; label: string; cells: CalendarSlot[][] }[] = [];
  for (const slot of days.flatMap(({ slots }) => slots)) {
    const column = Math.floor((slot.minuteOfDay % 60) / slotMinutes);
    let row = rows.at(-1);
    // Where clocks are set back an hour comes again.
    if (
      row === undefined ||
      row.label !== labelOf(hourOf(slot)) ||
      row.cells.slice(column).some((cell) => cell.length > 0)
    ) {
      row = { key: slot.from, label: labelOf(hourOf(slot)), cells: Array.from({ length: SLOTS_OF_HOUR }, () => []) };
      rows.push(row);
    }
    row.cells[column]?.push(slot);
  }
  return rows;
}

function hourOf({ minuteOfDay }: CalendarSlot): number {
  return Math.floor(minuteOfDay / 60);
}

function labelOf(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
