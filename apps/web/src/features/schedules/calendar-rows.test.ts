import type { CalendarSlot, ScheduleCalendar } from '@app/api-client';
import { calendarRows } from './calendar-rows';

const slot = (minuteOfDay: number, from: string): CalendarSlot => ({
  from,
  to: from,
  minuteOfDay,
  guessed: 0,
  completed: 0,
  failed: 0,
  stopped: 0,
  running: 0,
  queued: 0,
  skipped: 0,
  gone: 0,
  coming: 0,
  paused: 0,
});
const calendar = (slotMinutes: number, days: CalendarSlot[][]): ScheduleCalendar => ({
  timeZone: 'UTC',
  slotMinutes,
  completeFrom: null,
  leftOut: { groups: 0, records: 0 },
  days: days.map((slots, index) => ({ date: `2026-10-2${index}`, from: '', to: '', slots })),
});

it('has a row for each hour of a week, with none of an hour that is left out and both of one that comes twice', () => {
  const full = Array.from({ length: 24 }, (_, hour) => slot(hour * 60, `a${hour}`));
  const spring = full.filter((_, hour) => hour !== 2);
  const autumn = [...full.slice(0, 3), slot(120, 'again'), ...full.slice(3)];
  const rows = calendarRows(calendar(60, [full, spring, autumn]));
  expect(rows).toHaveLength(24);
  expect(rows[2]).toMatchObject({ label: '02:00' });
  expect(rows[2]?.cells.map((cell) => cell.map(({ from }) => from))).toEqual([['a2'], [], ['a2', 'again']]);
});

it('has a row for each hour of a day, and another for an hour that comes again', () => {
  const hour = (of: number, name: string) =>
    Array.from({ length: 12 }, (_, place) => slot(of * 60 + place * 5, `${name}${place}`));
  const rows = calendarRows(calendar(5, [[...hour(1, 'a'), ...hour(2, 'b'), ...hour(2, 'c'), ...hour(3, 'd')]]));
  expect(rows.map(({ label }) => label)).toEqual(['01:00', '02:00', '02:00', '03:00']);
  expect(rows[2]?.cells.map(([only]) => only?.from)).toEqual(hour(2, 'c').map(({ from }) => from));
  // Half an hour comes again, as on Lord Howe.
  const half = calendarRows(calendar(5, [[...hour(1, 'a'), ...hour(1, 'b').slice(6), ...hour(2, 'c')]]));
  expect(half.map(({ label, cells }) => [label, cells.filter((cell) => cell.length > 0).length])).toEqual([
    ['01:00', 12],
    ['01:00', 6],
    ['02:00', 12],
  ]);
});
