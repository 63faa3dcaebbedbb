import type { ScheduleCalendar } from '@app/api-client';
import type { SchedulesSearch } from '../api/calendar-search';
import { calendarRows } from '../calendar-rows';
import { firesOf } from '../calendar-words';
import { moveInCalendar } from '../move-in-calendar';
import { CalendarCell } from './calendar-cell';
import styles from './calendar.module.css';

const MINUTES = Array.from({ length: 12 }, (_, place) => `:${String(place * 5).padStart(2, '0')}`);

interface CalendarGridProps {
  calendar: ScheduleCalendar;
  search: SchedulesSearch;
  /** The server's time, in milliseconds. */
  now: number;
}

/** A week as days × hours, or a day as hours × five minutes. Arrow keys lead from cell to cell. */
export function CalendarGrid({ calendar, search, now }: CalendarGridProps) {
  const rows = calendarRows(calendar);
  const isWeek = calendar.slotMinutes === 60;
  const slots = calendar.days.flatMap(({ slots: own }) => own);
  const most = Math.max(1, ...slots.map((slot) => firesOf(slot)));
  const shown = slots.filter((slot) => firesOf(slot) + slot.paused + slot.guessed > 0);
  // One stop for Tab: what was chosen, what is now, or the first.
  const stop = shown.find(({ from }) => from === search.at) ?? shown.find(({ to }) => Date.parse(to) > now) ?? shown[0];
  return (
    <div className={styles.frame}>
      <table className={styles.grid} data-span={isWeek ? 'week' : 'day'} onKeyDown={moveInCalendar}>
        <thead>
          <tr>
            <td className={styles.corner} />
            {isWeek
              ? calendar.days.map(({ date, from, to }) => (
                  <th key={date} scope="col" data-today={Date.parse(from) <= now && now < Date.parse(to)}>
                    <span>{weekday(date)}</span> {Number(date.slice(8))}
                  </th>
                ))
              : MINUTES.map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, cells }, row) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {cells.map((cell, column) => (
                <CalendarCell
                  key={column}
                  slots={cell}
                  place={`${row} ${column}`}
                  stop={stop}
                  most={most}
                  now={now}
                  search={search}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function weekday(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(date));
}
