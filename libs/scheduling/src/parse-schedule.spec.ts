import { parseSchedule } from './parse-schedule';

const PLAIN = {
  timing: { kind: 'cron' },
  timeZone: 'UTC',
  startAt: null,
  endAt: null,
  jitterMs: 0,
  overlap: 'skip',
  misfire: 'fire-once',
  misfireLimit: 100,
  daylightSaving: 'once',
};

describe('parseSchedule', () => {
  it.each([
    '* * * * *',
    '30 2 * * *',
    '*/15 8-18 * * MON-FRI',
    '0 0 1,15 * *',
    '0 0 * JAN,feb sun',
    '0 0 * * 7',
    '0-30/10 * * * *',
    '*/5 * * * * *',
    '0 30 2 * * *',
    '0 0 L * *',
    '0 0 LW * *',
    '0 0 15W * *',
    '0 0 * * 5#2',
    '0 0 * * FRI#L',
    '0 0 * * 5L',
    '0 0 ? * MON',
    '@hourly',
    '@daily',
    '@midnight',
    '@weekly',
    '@monthly',
    '@yearly',
    '@annually',
    '@Daily',
    '0 0 30 2 *',
  ])('accepts %s', (expression) => {
    expect(parseSchedule({ schedule: expression, timeZone: 'UTC' })).toEqual({
      ok: true,
      schedule: { ...PLAIN, expression },
    });
  });

  it('tidies blanks and takes UTC where no time zone is given', () => {
    expect(parseSchedule({ schedule: '  0  3\t* * * ' })).toEqual({
      ok: true,
      schedule: { ...PLAIN, expression: '0 3 * * *' },
    });
    expect(parseSchedule({ schedule: '@daily', timeZone: null })).toEqual({
      ok: true,
      schedule: { ...PLAIN, expression: '@daily' },
    });
  });

  it.each([
    ['61 * * * *', 'The minute "61" is wrong: it takes 0-59'],
    ['* 24 * * *', 'The hour "24" is wrong: it takes 0-23'],
    ['0 0 32 * *', 'The day of month "32" is wrong: it takes 1-31, L'],
    ['0 0 0 * *', 'The day of month "0" is wrong'],
    ['0 0 * 13 *', 'The month "13" is wrong: it takes 1-12 or JAN-DEC'],
    ['0 0 * * 8', 'The day of week "8" is wrong: it takes 0-7'],
    ['0 0 * * MONDAY', 'The day of week "MONDAY" is wrong'],
    ['60 * * * * *', 'The second "60" is wrong: it takes 0-59'],
    ['5-1 * * * *', 'The minute "5-1" is wrong'],
    ['*/0 * * * *', 'The minute "*/0" is wrong'],
    ['5/10 * * * *', 'The minute "5/10" is wrong'],
    ['1,,2 * * * *', 'The minute "1,,2" is wrong'],
    ['H 3 * * *', 'The minute "H" is wrong'],
    ['a b c d e', 'The minute "a" is wrong: it takes 0-59, also as * (any), 1-5, 1,3 or */2. The hour "b" is wrong'],
    [
      '',
      'Must have five fields (minute, hour, day of month, month, day of week), or six with the second first; it has 0.',
    ],
    ['   ', 'it has 0.'],
    ['* * *', 'it has 3.'],
    ['0 0 0 1 1 * 2030', 'it has 7.'],
    ['@reboot', 'Must be one of @hourly, @daily'],
    ['@every 5m', 'Must be one of @hourly, @daily'],
    ['* * *\n* *', 'Must be one line of plain characters'],
    ['* * * * *\0', 'Must be one line of plain characters'],
    [`${'0,'.repeat(60)}1 * * * *`, 'Must have at most 100 characters.'],
  ])('refuses %j', (expression, message) => {
    const parsed = parseSchedule({ schedule: expression, timeZone: 'UTC' });
    expect(parsed).toEqual({ ok: false, issues: [{ field: 'schedule', message: expect.stringContaining(message) }] });
  });

  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+5',
    'UTC',
    'europe/berlin',
    'CET',
  ])('accepts the time zone %s', (timeZone) => {
    expect(parseSchedule({ schedule: '@daily', timeZone })).toEqual({
      ok: true,
      schedule: { ...PLAIN, expression: '@daily', timeZone },
    });
  });

  it.each(['Mars/Phobos', '+02:00', 'GMT+2', 'Z', 'local', '', ' UTC', 'Europe/Berlin\n', 'x'.repeat(65)])(
    'refuses the time zone %j',
    (timeZone) => {
      expect(parseSchedule({ schedule: '@daily', timeZone })).toEqual({
        ok: false,
        issues: [
          { field: 'timeZone', message: 'Must be an IANA time zone, e.g. Europe/Berlin, America/New_York or UTC.' },
        ],
      });
    },
  );

  it('reports both fields at once', () => {
    const parsed = parseSchedule({ schedule: 'x', timeZone: 'y' });
    expect(!parsed.ok && parsed.issues.map(({ field }) => field)).toEqual(['schedule', 'timeZone']);
  });
});

describe('delays and one-off times', () => {
  it.each<[string, number]>([
    ['every 90s', 90_000],
    ['every 5m', 300_000],
    ['EVERY 2H', 7_200_000],
    ['every 1h 30m', 5_400_000],
    ['every 1d12h', 129_600_000],
  ])('reads %s', (schedule, delayMs) => {
    expect(parseSchedule({ schedule })).toMatchObject({ ok: true, schedule: { timing: { kind: 'delay', delayMs } } });
  });

  it.each<[string, string, string]>([
    ['at 2026-12-24T18:00:00Z', 'Europe/Berlin', '2026-12-24T18:00:00.000Z'],
    ['2026-12-24T18:00:00+02:00', 'Europe/Berlin', '2026-12-24T16:00:00.000Z'],
    ['at 2026-12-24 18:00', 'Europe/Berlin', '2026-12-24T17:00:00.000Z'],
    ['at 2026-12-24T18:00:00.25', 'UTC', '2026-12-24T18:00:00.250Z'],
    ['at 2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['at 2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['at 2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['at 2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('reads %s in %s', (schedule, timeZone, at) => {
    expect(parseSchedule({ schedule, timeZone })).toMatchObject({
      ok: true,
      schedule: { timing: { kind: 'once', at: new Date(at) } },
    });
  });

  it.each([
    ['every', 'The delay "" is wrong'],
    ['every day', 'The delay "day" is wrong: it takes numbers with s, m, h or d, as in every 90s or every 1h 30m.'],
    ['every 90', 'The delay "90" is wrong'],
    ['every 1.5h', 'The delay "1.5h" is wrong'],
    ['every 0s', 'The delay must be longer than 0'],
    ['every 367d', 'The delay must be at most 366d.'],
    ['at noon', 'The time "noon" is wrong: it takes a date and a time'],
    ['at 2026-12-24', 'The time "2026-12-24" is wrong'],
    ['2026-02-30T10:00Z', 'The time "2026-02-30T10:00Z" is wrong'],
    ['2026-12-24T24:00Z', 'The time "2026-12-24T24:00Z" is wrong'],
    ['2026-12-24T10:00+25:00', 'is wrong'],
  ])('refuses %j', (schedule, message) => {
    expect(parseSchedule({ schedule })).toEqual({
      ok: false,
      issues: [{ field: 'schedule', message: expect.stringContaining(message) }],
    });
  });
});

describe('options', () => {
  it('are all kept', () => {
    const parsed = parseSchedule({
      schedule: '@daily',
      timeZone: 'Europe/Berlin',
      options: {
        startAt: '2026-03-29',
        endAt: '2026-10-25',
        jitterSeconds: 90,
        overlap: 'queue',
        misfire: 'fire-all',
        misfireLimit: 7,
        daylightSaving: 'twice',
      },
    });
    expect(parsed).toMatchObject({
      ok: true,
      schedule: {
        startAt: new Date('2026-03-28T23:00:00Z'),
        endAt: new Date('2026-10-25T22:59:59.999Z'),
        jitterMs: 90_000,
        overlap: 'queue',
        misfire: 'fire-all',
        misfireLimit: 7,
        daylightSaving: 'twice',
      },
    });
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ overlap: 'wait' }, 'overlap', 'Must be one of skip, queue, stop-and-start.'],
    [{ misfire: 'all' }, 'misfire', 'Must be one of skip, fire-once, fire-all.'],
    [{ daylightSaving: 'never' }, 'daylightSaving', 'Must be one of once, twice.'],
    [{ misfireLimit: 0 }, 'misfireLimit', 'Must be a whole number from 1 to 1000.'],
    [{ jitterSeconds: 1.5 }, 'jitterSeconds', 'Must be a whole number from 0 to 86400.'],
    [{ jitterSeconds: '5' }, 'jitterSeconds', 'Must be a whole number'],
    [{ jitterSeconds: 3_601 }, 'jitterSeconds', 'Must be at most 3600, the shortest time between two fires.'],
    [{ startAt: 'tomorrow' }, 'startAt', 'Must be a day or a time'],
    [{ endAt: 5 }, 'endAt', 'Must be a day or a time'],
    [{ startAt: '2026-05-02', endAt: '2026-05-01' }, 'endAt', 'Must not be before startAt.'],
    [{ overlap: 'stop-and-start', misfire: 'fire-all' }, 'misfire', 'Must be skip or fire-once'],
    [{ timezone: 'UTC' }, 'timezone', 'Is not known'],
  ])('%j is refused', (options, name, message) => {
    expect(parseSchedule({ schedule: '@hourly', options })).toEqual({
      ok: false,
      issues: [{ field: `scheduleOptions.${name}`, message: expect.stringContaining(message) }],
    });
  });
});

describe('the minimum interval', () => {
  const refused = (schedule: string, minIntervalMs: number): string | null => {
    const parsed = parseSchedule({ schedule }, { minIntervalMs });
    return parsed.ok ? null : parsed.issues.map(({ field, message }) => `${field}: ${message}`).join();
  };

  it.each([
    ['* * * * *', 60_001],
    ['0,59 * * * *', 300_000],
    ['59 23 * * *', 86_400_001],
    ['*/10 * * * * *', 11_000],
    // Ten minutes lie between 23:55 and 0:05 only where both days are named.
    ['5,55 0,23 * * MON,TUE', 601_000],
    ['5,55 0,23 29,1 2,3 *', 601_000],
    ['every 90s', 90_001],
  ])('refuses %s below %i ms', (schedule, minIntervalMs) => {
    expect(refused(schedule, minIntervalMs)).toMatch(/^schedule: Must not fire more often than every/);
  });

  it.each([
    ['* * * * *', 60_000],
    ['* * * * * *', 1_000],
    ['5 0,12 * * *', 43_200_000],
    ['5,55 0,23 * * MON,WED', 601_000],
    ['every 90s', 90_000],
    ['at 2026-12-24T18:00Z', 86_400_000],
    ['0 0 30 2 *', 86_400_000],
  ])('takes %s at %i ms', (schedule, minIntervalMs) => {
    expect(refused(schedule, minIntervalMs)).toBeNull();
  });
});
