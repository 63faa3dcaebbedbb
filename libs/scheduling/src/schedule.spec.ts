import { nextFires, parseSchedule } from './schedule';

const fires = (expression: string, timeZone: string | null, after: string, n: number): string[] =>
  nextFires(expression, timeZone, new Date(after), n).map((fire) => fire.toISOString().replace('.000Z', 'Z'));

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
    expect(parseSchedule(expression, 'UTC')).toEqual({ ok: true, schedule: { expression, timeZone: 'UTC' } });
  });

  it('tidies blanks and takes UTC where no time zone is given', () => {
    expect(parseSchedule('  0  3\t* * * ')).toEqual({
      ok: true,
      schedule: { expression: '0 3 * * *', timeZone: 'UTC' },
    });
    expect(parseSchedule('@daily', null)).toEqual({ ok: true, schedule: { expression: '@daily', timeZone: 'UTC' } });
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
    ['2030-01-01T00:00:00Z', 'it has 1.'],
    ['@reboot', 'Must be one of @hourly, @daily'],
    ['@every 5m', 'Must be one of @hourly, @daily'],
    ['* * *\n* *', 'Must be one line of plain characters'],
    ['* * * * *\0', 'Must be one line of plain characters'],
    [`${'0,'.repeat(60)}1 * * * *`, 'Must have at most 100 characters.'],
  ])('refuses %j', (expression, message) => {
    const parsed = parseSchedule(expression, 'UTC');
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
    expect(parseSchedule('@daily', timeZone)).toEqual({ ok: true, schedule: { expression: '@daily', timeZone } });
  });

  it.each(['Mars/Phobos', '+02:00', 'GMT+2', 'Z', 'local', '', ' UTC', 'Europe/Berlin\n', 'x'.repeat(65)])(
    'refuses the time zone %j',
    (timeZone) => {
      expect(parseSchedule('@daily', timeZone)).toEqual({
        ok: false,
        issues: [
          { field: 'timeZone', message: 'Must be an IANA time zone, e.g. Europe/Berlin, America/New_York or UTC.' },
        ],
      });
    },
  );

  it('reports both fields at once', () => {
    const parsed = parseSchedule('x', 'y');
    expect(!parsed.ok && parsed.issues.map(({ field }) => field)).toEqual(['schedule', 'timeZone']);
  });
});

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
    // Cairo has no 00:00 on 24 April 2026; Apia had no 30 December 2011.
    [
      'a day that starts at 01:00',
      '@daily',
      'Africa/Cairo',
      '2026-04-22T12:00:00Z',
      ['2026-04-22T22:00:00Z', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
    ],
    [
      'a year without its day',
      '0 0 30 12 *',
      'Pacific/Apia',
      '2010-12-01T00:00:00Z',
      ['2010-12-30T10:00:00Z', '2012-12-29T10:00:00Z', '2013-12-29T10:00:00Z'],
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

  it('throws for what parseSchedule refuses', () => {
    expect(() => fires('x', 'UTC', '2026-01-01T00:00:00Z', 1)).toThrow(/^schedule: Must have five fields/);
    expect(() => fires('@daily', 'Mars/Phobos', '2026-01-01T00:00:00Z', 1)).toThrow(/^timeZone: /);
  });
});
