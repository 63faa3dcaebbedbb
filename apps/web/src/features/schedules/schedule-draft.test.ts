import { numberErrors, scheduleValues, toSchedule } from './schedule-draft';

const record = (schedule: string | null, scheduleOptions: object | null = null, timeZone: string | null = null) => ({
  schedule,
  timeZone,
  scheduleOptions,
});

it.each([
  [record(null), 'none', ''],
  [record('0 3 * * *'), 'cron', '0 3 * * *'],
  [record('@daily'), 'cron', '@daily'],
  [record('every 1h 30m'), 'delay', '1h 30m'],
  [record('EVERY 90s'), 'delay', '90s'],
  [record('at 2026-12-24T18:00'), 'once', '2026-12-24T18:00'],
  [record('2026-12-24T17:00:00Z'), 'once', '2026-12-24T17:00:00Z'],
])('%j is of kind %s', (of, kind, schedule) => {
  expect(scheduleValues(of, 'UTC')).toMatchObject({ kind, schedule });
});

it.each([
  record('0 3 * * *', null, 'Europe/Berlin'),
  record('every 90s', { jitterSeconds: 30, startAt: '2026-12-01' }, 'UTC'),
  record('0 3 * * *', { overlap: 'queue', misfire: 'fire-all', misfireLimit: 5, daylightSaving: 'twice' }, 'UTC'),
  record('at 2026-12-24T18:00', { misfire: 'skip', endAt: '2027-01-01T00:00' }, 'Asia/Tokyo'),
])('%j comes out of the form as it went in', (of) => {
  expect(toSchedule(scheduleValues(of, 'UTC'))).toEqual(of);
});

it('a kind without an expression is no schedule', () => {
  expect(toSchedule({ ...scheduleValues(null, 'UTC'), kind: 'cron', schedule: ' ' })).toEqual(record(null));
});

it.each(['soon', '1.5', '-3'])('%j is no number of seconds', (jitterSeconds) => {
  const values = scheduleValues(record('0 3 * * *'), 'UTC');
  const wrong = { ...values, options: { ...values.options, jitterSeconds } };
  expect(numberErrors(wrong)).toEqual({ 'options.jitterSeconds': 'Must be a whole number' });
  expect(toSchedule(wrong).scheduleOptions).toBeNull();
  expect(numberErrors(values)).toEqual({});
});
