import { firesBetween, nextFires, previousFire } from './fires';
import { parseSchedule } from './parse-schedule';
import type { Schedule } from './schedule';
import type { ScheduleOptions } from './schedule-options';

const read = (schedule: string, timeZone: string | null = null, options: ScheduleOptions = {}): Schedule => {
  const parsed = parseSchedule({ schedule, timeZone, options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.schedule;
};
const text = (fire: Date): string => fire.toISOString().replace('.000Z', 'Z');
const fires = (expression: string, timeZone: string | null, after: string, n: number): string[] =>
  nextFires(read(expression, timeZone), new Date(after), n).map(text);

describe('nextFires', () => {
  it.each<[string, string, string[]]>([
    ['0 * * * *', '2026-01-01T00:00:00Z', ['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z']],
    ['0 * * * *', '2025-12-31T23:59:59.999Z', ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z']],
    ['0 * * * *', '2026-01-01T00:00:00.001Z', ['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z']],
    ['* * * * * *', '2026-01-01T00:00:00.500Z', ['2026-01-01T00:00:01Z', '2026-01-01T00:00:02Z']],
    ['@daily', '2026-01-01T12:00:00Z', ['2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z']],
    ['@weekly', '2026-01-01T12:00:00Z', ['2026-01-04T00:00:00Z', '2026-01-11T00:00:00Z']],
    ['@yearly', '2026-01-01T12:00:00Z', ['2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z']],
    ['0 9 * * MON-FRI', '2026-01-02T09:00:00Z', ['2026-01-05T09:00:00Z', '2026-01-06T09:00:00Z']],
    ['0 0 L * *', '2026-01-31T00:00:00Z', ['2026-02-28T00:00:00Z', '2026-03-31T00:00:00Z']],
    ['0 0 LW * *', '2026-01-01T00:00:00Z', ['2026-01-30T00:00:00Z', '2026-02-27T00:00:00Z']],
    ['0 0 15W * *', '2026-01-16T00:00:00Z', ['2026-02-16T00:00:00Z', '2026-03-16T00:00:00Z']],
    ['0 0 * * 5#2', '2026-01-01T00:00:00Z', ['2026-01-09T00:00:00Z', '2026-02-13T00:00:00Z']],
    ['0 0 * * 5L', '2026-01-01T00:00:00Z', ['2026-01-30T00:00:00Z', '2026-02-27T00:00:00Z']],
    ['0 0 13 * FRI', '2026-01-01T00:00:00Z', ['2026-01-02T00:00:00Z', '2026-01-09T00:00:00Z']],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', ['2028-02-29T00:00:00Z', '2032-02-29T00:00:00Z']],
    ['0 0 29 2 *', '2097-01-01T00:00:00Z', ['2104-02-29T00:00:00Z', '2108-02-29T00:00:00Z']],
    ['0 0 31 1 *', '2026-06-01T00:00:00Z', ['2027-01-31T00:00:00Z', '2028-01-31T00:00:00Z']],
  ])('UTC: %s after %s', (expression, after, expected) => {
    expect(fires(expression, 'UTC', after, 2)).toEqual(expected);
  });

  it.each([['0 0 30 2 *'], ['0 0 31 2,4,6,9,11 *'], ['0 0 0 31W 2 *']])('%s never fires', (expression) => {
    expect(fires(expression, 'UTC', '2026-01-01T00:00:00Z', 3)).toEqual([]);
  });

  it('gives none for n = 0 and as many as asked for otherwise', () => {
    expect(fires('* * * * *', 'UTC', '2026-01-01T00:00:00Z', 0)).toEqual([]);
    expect(fires('* * * * *', 'UTC', '2026-01-01T00:00:00Z', 500)).toHaveLength(500);
  });

  it.each<[string, string, string, string, string[]]>([
    // Berlin: 29 March 2026, 02:00 becomes 03:00; 25 October 2026, 03:00 becomes 02:00.
    [
      'a night without 02:30 runs right after the gap',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T00:00:00Z',
      ['2026-03-28T01:30:00Z', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'],
    ],
    [
      'so does one time of a list',
      '30 2,14 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      ['2026-03-28T13:30:00Z', '2026-03-29T01:00:00Z', '2026-03-29T12:30:00Z'],
    ],
    [
      'a night with two 02:30 runs at the first',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z', '2026-10-27T01:30:00Z'],
    ],
    [
      'and not at the second, asked between them',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-25T01:00:00Z',
      ['2026-10-26T01:30:00Z', '2026-10-27T01:30:00Z', '2026-10-28T01:30:00Z'],
    ],
    [
      'every half hour goes through the gap',
      '*/30 * * * *',
      'Europe/Berlin',
      '2026-03-29T00:00:00Z',
      ['2026-03-29T00:30:00Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'],
    ],
    [
      'every half hour goes through both hours',
      '*/30 * * * *',
      'Europe/Berlin',
      '2026-10-25T00:00:00Z',
      ['2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z', '2026-10-25T01:30:00Z'],
    ],
    [
      'midnight stays midnight',
      '@daily',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z'],
    ],
    [
      'midnight stays midnight in autumn',
      '@daily',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', '2026-10-26T23:00:00Z'],
    ],
    // New York: 8 March 2026, 02:00 becomes 03:00; 1 November 2026, 02:00 becomes 01:00.
    [
      'a night without 02:15',
      '15 2 * * *',
      'America/New_York',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T07:00:00Z', '2026-03-09T06:15:00Z', '2026-03-10T06:15:00Z'],
    ],
    [
      'a night with two 01:30',
      '30 1 * * *',
      'America/New_York',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z', '2026-11-03T06:30:00Z'],
    ],
    [
      'a list with two 01:00',
      '0 1,2 * * *',
      'America/New_York',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T05:00:00Z', '2026-11-01T07:00:00Z', '2026-11-02T06:00:00Z'],
    ],
    [
      'every hour, 25 of them',
      '0 * * * *',
      'America/New_York',
      '2026-11-01T04:30:00Z',
      ['2026-11-01T05:00:00Z', '2026-11-01T06:00:00Z', '2026-11-01T07:00:00Z'],
    ],
    // Lord Howe: half an hour. 5 April 2026, 02:00 becomes 01:30; 4 October 2026, 02:00 becomes 02:30.
    [
      'a night with two 01:45',
      '45 1 * * *',
      'Australia/Lord_Howe',
      '2026-04-03T15:00:00Z',
      ['2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z', '2026-04-06T15:15:00Z'],
    ],
    [
      'a night without 02:15',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-02T16:00:00Z',
      ['2026-10-03T15:30:00Z', '2026-10-04T15:15:00Z', '2026-10-05T15:15:00Z'],
    ],
    [
      'every ten minutes through the repeated half hour',
      '*/10 * * * *',
      'Australia/Lord_Howe',
      '2026-04-04T14:45:00Z',
      ['2026-04-04T14:50:00Z', '2026-04-04T15:00:00Z', '2026-04-04T15:10:00Z'],
    ],
    [
      'a minute rule within one hour goes once through the repeated one',
      '*/30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:00:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:00:00Z'],
    ],
    [
      'and fires once where the hour is left out',
      '*/30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:00:00Z', '2026-03-30T00:00:00Z', '2026-03-30T00:30:00Z'],
    ],
    [
      'every other hour keeps its distance over a gap',
      '0 */2 * * *',
      'America/New_York',
      '2026-03-08T04:30:00Z',
      ['2026-03-08T05:00:00Z', '2026-03-08T07:00:00Z', '2026-03-08T08:00:00Z'],
    ],
    [
      'half past every hour gains nothing from a gap',
      '30 * * * *',
      'Europe/Berlin',
      '2026-03-29T00:00:00Z',
      ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', '2026-03-29T02:30:00Z'],
    ],
    [
      'seconds through the repeated hour',
      '*/20 59 * * * *',
      'Europe/Berlin',
      '2026-10-25T00:59:30Z',
      ['2026-10-25T00:59:40Z', '2026-10-25T01:59:00Z', '2026-10-25T01:59:20Z'],
    ],
    // Cairo has no 00:00 on 24 April 2026; Apia had no 30 December 2011.
    [
      'a day that starts at 01:00',
      '@daily',
      'Africa/Cairo',
      '2026-04-22T12:00:00Z',
      ['2026-04-22T22:00:00Z', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
    ],
    [
      'a day that a country left out moves to the next',
      '0 0 30 12 *',
      'Pacific/Apia',
      '2010-12-01T00:00:00Z',
      ['2010-12-30T10:00:00Z', '2011-12-30T10:00:00Z', '2012-12-29T10:00:00Z'],
    ],
  ])('%s: %s in %s after %s', (_, expression, timeZone, after, expected) => {
    expect(fires(expression, timeZone, after, 3)).toEqual(expected);
  });

  it('gives the same one by one as at once, over a year of clock changes', () => {
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
      for (const expression of ['30 2 * * *', '45 1,2 * * *', '0 */6 * * *', '17 1-3 * * SUN']) {
        const atOnce = fires(expression, timeZone, '2026-01-01T00:00:00Z', 150);
        let after = '2026-01-01T00:00:00Z';
        for (const expected of atOnce) {
          const [next] = fires(expression, timeZone, after, 1);
          expect([timeZone, expression, after, next]).toEqual([timeZone, expression, after, expected]);
          after = expected;
        }
      }
    }
  });

  it('fires at both of two equal times where that is asked for, and still once after a gap', () => {
    const twice = read('30 2 * * *', 'Europe/Berlin', { daylightSaving: 'twice' });
    expect(nextFires(twice, new Date('2026-10-24T12:00:00Z'), 3).map(text)).toEqual([
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-26T01:30:00Z',
    ]);
    expect(nextFires(twice, new Date('2026-03-28T12:00:00Z'), 2).map(text)).toEqual([
      '2026-03-29T01:00:00Z',
      '2026-03-30T00:30:00Z',
    ]);
  });

  it('counts a delay from the moment given, and a one-off time once', () => {
    expect(fires('every 90s', null, '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-01T00:01:30Z',
      '2026-01-01T00:03:00Z',
    ]);
    expect(fires('at 2026-07-01T12:00', 'Europe/Berlin', '2026-01-01T00:00:00Z', 2)).toEqual(['2026-07-01T10:00:00Z']);
    expect(fires('at 2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00:00Z', 2)).toEqual([]);
  });

  it.each<[string, ScheduleOptions, string[]]>([
    ['@daily', { startAt: '2026-05-03', endAt: '2026-05-04' }, ['2026-05-02T22:00:00Z', '2026-05-03T22:00:00Z']],
    ['@daily', { endAt: '2026-05-02T00:00' }, ['2026-05-01T22:00:00Z']],
    ['@daily', { endAt: '2026-05-01T21:59:59.999Z' }, []],
    [
      'every 6h',
      { startAt: '2026-05-03', endAt: '2026-05-03T06:30' },
      ['2026-05-02T22:00:00Z', '2026-05-03T04:00:00Z'],
    ],
    ['at 2026-05-03T06:30', { endAt: '2026-05-02' }, []],
  ])('%s with %j stays between its ends', (expression, options, expected) => {
    const schedule = read(expression, 'Europe/Berlin', options);
    expect(nextFires(schedule, new Date('2026-05-01T12:00:00Z'), 5).map(text)).toEqual(expected);
  });
});

describe('firesBetween and previousFire', () => {
  const daily = read('30 2 * * *', 'Europe/Berlin', { startAt: '2026-03-27' });
  const between = (schedule: Schedule, from: string, to: string) =>
    [...firesBetween(schedule, new Date(from), new Date(to))].map(text);
  const previous = (schedule: Schedule, before: string) => previousFire(schedule, new Date(before))?.toISOString();

  it('has both ends of the range', () => {
    const fires = ['2026-03-28T01:30:00Z', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'];
    expect(between(daily, '2026-03-28T01:30:00Z', '2026-03-30T00:30:00Z')).toEqual(fires);
    expect(between(daily, '2026-03-28T01:30:00.001Z', '2026-03-30T00:29:59.999Z')).toEqual(fires.slice(1, 2));
    expect(between(daily, '2026-03-01T00:00:00Z', '2026-03-27T01:29:59Z')).toEqual([]);
    expect(between(daily, '2026-03-30T00:30:00Z', '2026-03-28T01:30:00Z')).toEqual([]);
  });

  it('finds the fire before a moment, also at the end of a gap, and none before the start', () => {
    expect(previous(daily, '2026-03-30T00:30:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(previous(daily, '2026-03-29T01:00:00.001Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(previous(daily, '2026-03-29T01:00:00Z')).toBe('2026-03-28T01:30:00.000Z');
    expect(previous(daily, '2026-03-27T01:30:00Z')).toBeUndefined();
    expect(previous(read('0 0 30 2 *'), '2026-03-27T01:30:00Z')).toBeUndefined();
  });

  it('a one-off time has one fire, a delay none that can be told', () => {
    const once = read('at 2026-07-01T12:00Z');
    expect(between(once, '2026-07-01T12:00:00Z', '2026-07-01T12:00:00Z')).toEqual(['2026-07-01T12:00:00Z']);
    expect(previous(once, '2026-07-01T12:00:00.001Z')).toBe('2026-07-01T12:00:00.000Z');
    expect(previous(once, '2026-07-01T12:00:00Z')).toBeUndefined();
    expect(between(read('every 1h'), '2026-07-01T12:00:00Z', '2026-07-02T12:00:00Z')).toEqual([]);
    expect(previous(read('every 1h'), '2026-07-01T12:00:00Z')).toBeUndefined();
  });
});
