import { firesBetween } from './fires';
import { firesByMinute, type MinuteOfFires } from './fires-by-minute';
import { parseSchedule } from './parse-schedule';
import type { Schedule } from './schedule';
import type { ScheduleOptions } from './schedule-options';

function read(schedule: string, timeZone = 'UTC', options: ScheduleOptions = {}): Schedule {
  const checked = parseSchedule({ schedule, timeZone, options });
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.schedule;
}

/** One by one, and put together afterwards. */
function reference(schedule: Schedule, from: Date, to: Date): MinuteOfFires[] {
  const counts = new Map<number, number>();
  for (const fire of firesBetween(schedule, from, new Date(to.getTime() - 1))) {
    const minute = Math.floor(fire.getTime() / 60_000) * 60_000;
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([at, fires]) => ({ at, fires }));
}

describe.each([
  ['a spring night', new Date('2026-03-29T00:00:17Z'), new Date('2026-03-29T02:00:40Z')],
  ['an autumn night', new Date('2026-10-24T23:00:00Z'), new Date('2026-10-25T02:00:00Z')],
])('in %s', (_, from, to) => {
  it.each([
    '* * * * * *',
    '*/7 * * * * *',
    '0,30 30 2 * * *',
    '15,45 30 2 * * *',
    '*/20 0,30 2-3 * * *',
    '* * * * *',
    '*/10 1-3 * * *',
    '@hourly',
  ])('has the fires of %s, minute by minute', (expression) => {
    for (const daylightSaving of ['once', 'twice']) {
      const schedule = read(expression, 'Europe/Berlin', { daylightSaving, startAt: '2026-03-29T00:30:21Z' });
      expect([...firesByMinute(schedule, from, to)]).toEqual(reference(schedule, from, to));
    }
  });
});

it('has one time as one fire, and none of a delay', () => {
  const [from, to] = [new Date('2026-12-24T00:00:00Z'), new Date('2026-12-25T00:00:00Z')];
  const fires = (schedule: string) => [...firesByMinute(read(schedule, 'UTC'), from, to)];
  expect(fires('at 2026-12-24T18:00:30Z')).toEqual([{ at: Date.parse('2026-12-24T18:00:00Z'), fires: 1 }]);
  expect(fires('at 2026-12-25T00:00:00Z')).toEqual([]);
  expect(fires('every 90s')).toEqual([]);
});
