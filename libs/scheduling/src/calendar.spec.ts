import { calendarDays } from './calendar';

const hoursOf = (date: string, timeZone: string) =>
  (calendarDays(date, 1, timeZone, 60)?.[0]?.slots ?? []).map(({ from, to, minuteOfDay }) => ({
    hour: minuteOfDay / 60,
    minutes: (to.getTime() - from.getTime()) / 60_000,
  }));

it('has a day of 24 hours, from midnight to midnight on the clock of the zone', () => {
  const [day, next] = calendarDays('2026-11-30', 2, 'Europe/Berlin', 60) ?? [];
  expect([day?.date, next?.date]).toEqual(['2026-11-30', '2026-12-01']);
  expect(day?.from).toEqual(new Date('2026-11-29T23:00:00Z'));
  expect(day?.to).toEqual(next?.from);
  expect(day?.slots.map(({ minuteOfDay }) => minuteOfDay / 60)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
});

it.each([
  ['Europe/Berlin', '2026-03-29', 23, [1, 3]],
  ['Europe/Berlin', '2026-10-25', 25, [2, 2]],
  ['America/New_York', '2026-11-01', 25, [1, 1]],
])('in %s %s has %i hours', (timeZone, date, count, around) => {
  const hours = hoursOf(date, timeZone);
  expect(hours).toHaveLength(count);
  expect(hours.every(({ minutes }) => minutes === 60)).toBe(true);
  const set = hours.findIndex(({ hour }, index) => index > 0 && hour !== (hours[index - 1]?.hour ?? 0) + 1);
  expect([hours[set - 1]?.hour, hours[set]?.hour]).toEqual(around);
});

it('cuts the hour in which a clock is set by half an hour', () => {
  const setBack = hoursOf('2026-04-05', 'Australia/Lord_Howe');
  expect(setBack.slice(0, 4)).toEqual([
    { hour: 0, minutes: 60 },
    { hour: 1, minutes: 60 },
    { hour: 1, minutes: 30 },
    { hour: 2, minutes: 60 },
  ]);
  const setForward = hoursOf('2026-10-04', 'Australia/Lord_Howe');
  expect(setForward.slice(0, 4)).toEqual([
    { hour: 0, minutes: 60 },
    { hour: 1, minutes: 60 },
    { hour: 2, minutes: 30 },
    { hour: 3, minutes: 60 },
  ]);
});

it('begins a day after its midnight where clocks are set forward at midnight, and has none of a day left out', () => {
  expect(hoursOf('2018-11-04', 'America/Sao_Paulo')[0]).toEqual({ hour: 1, minutes: 60 });
  expect(hoursOf('2018-02-17', 'America/Sao_Paulo').slice(-2)).toEqual([
    { hour: 23, minutes: 60 },
    { hour: 23, minutes: 60 },
  ]);
  expect(hoursOf('2011-12-30', 'Pacific/Apia')).toEqual([]);
});

it('cuts no slot of a zone that is half an hour off', () => {
  for (const day of calendarDays('2026-01-01', 60, 'Asia/Kolkata', 60) ?? []) expect(day.slots).toHaveLength(24);
});

it.each(['2026-02-30', 'today', '2026-1-1', ''])('takes %j for no date', (date) => {
  expect(calendarDays(date, 1, 'UTC', 60)).toBeNull();
});
