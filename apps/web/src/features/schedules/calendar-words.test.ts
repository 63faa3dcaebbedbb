import type { LoadedMinute } from '@app/api-client';
import { daysOf, parseSchedulesSearch } from './api/calendar-search';
import { bandName, countWords, type FireCounts, kindsOf, shortCount } from './calendar-words';
import { reasonWords } from './fire-words';
import { loadAdvice } from './load-words';

const counts = (some: Partial<FireCounts>): FireCounts => ({
  completed: 0,
  failed: 0,
  stopped: 0,
  running: 0,
  queued: 0,
  skipped: 0,
  gone: 0,
  coming: 0,
  paused: 0,
  ...some,
});

it('says what failed first, and leaves out what there is none of', () => {
  expect(kindsOf(counts({ completed: 3, failed: 1, coming: 2 })).map(({ count }) => count)).toEqual([
    'failed',
    'completed',
    'coming',
  ]);
  expect(countWords(counts({ completed: 1200, failed: 1 }))).toBe('1,201 fires: 1 failed, 1,200 completed');
  expect(countWords(counts({ skipped: 1 }))).toBe('1 fire: 1 left out');
  expect(countWords(counts({}), 12)).toBe('no fires; about 12 more of fixed delays');
});

it.each([
  [{ records: 180, fires: 180, jitterSeconds: 0 }, 'jitter of 720 seconds would spread them over 12 minutes'],
  [{ records: 180, fires: 180, jitterSeconds: 60 }, null],
  [{ records: 1, fires: 180, jitterSeconds: 0 }, null],
  [{ records: 50, fires: 50, jitterSeconds: 0 }, null],
])('of 212 fires and 16 slots, %j is advised: %s', (group, advice) => {
  const minute: LoadedMinute = {
    at: '2026-11-24T09:00:00Z',
    fires: 212,
    groupCount: 2,
    groups: [{ schedule: '0 9 * * *', timeZone: null, ...group }],
  };
  if (advice === null) expect(loadAdvice(minute, 16)).toBeNull();
  else expect(loadAdvice(minute, 16)).toContain(advice);
});

it('shows the week from Monday, or the day', () => {
  expect(daysOf({ day: '2026-11-22' }, '2026-11-24')).toEqual({ day: '2026-11-16', days: 7 });
  expect(daysOf({}, '2026-11-24')).toEqual({ day: '2026-11-23', days: 7 });
  expect(daysOf({ span: 'day' }, '2026-11-24')).toEqual({ day: '2026-11-24', days: 1 });
});

it('reads what it understands of the address', () => {
  const at = '2026-11-24T09:00:00.000Z';
  const until = '2026-11-24T10:00:00.000Z';
  expect(
    parseSchedulesSearch({
      view: 'load',
      span: 'day',
      day: '2026-11-24',
      at,
      until,
      search: 12,
      threshold: 3,
      paused: false,
    }),
  ).toEqual({ view: 'load', span: 'day', day: '2026-11-24', at, until, search: '12', threshold: 3, paused: false });
  expect(
    parseSchedulesSearch({
      view: 'x',
      span: 'month',
      day: '2026-02-30',
      at: until,
      until: at,
      threshold: -1,
      paused: 'no',
    }),
  ).toEqual({});
});

it.each([12, 980, 1_200, 12_345, 1_200_000])(
  'names a band of %i fires by the number that is seen on it first',
  (fires) => {
    expect(bandName(fires, 'etl-eu', 'Monday').split(' ')[0]).toBe(shortCount(fires));
  },
);

it('says a reason that it does not know as it is', () => {
  expect(reasonWords('still-running')).toBe('the run before was still active');
  expect(reasonWords('of-a-newer-server')).toBe('of-a-newer-server');
});
