import type { BulkAction, RunStatus } from '@app/api-client';
import { planBulk } from './bulk-plan';
import { confirmWords, outcomeWords, planWords } from './bulk-words';

const records = (...statuses: RunStatus[]) =>
  statuses.map((currentStatus, index) => ({ id: `r${index}`, currentStatus, schedule: null, schedulePausedAt: null }));

it.each<[BulkAction, RunStatus[], string]>([
  [
    'stop',
    ['IN_PROGRESS', 'IN_PROGRESS', 'IN_PROGRESS', 'FAILED', 'PENDING'],
    '3 of 5 will be stopped; 2 are not running.',
  ],
  ['stop', ['IN_PROGRESS', 'IN_PROGRESS'], 'All 2 will be stopped.'],
  ['stop', ['COMPLETED'], 'None will be stopped: 1 is not running.'],
  ['start', ['FAILED', 'IN_PROGRESS'], '1 of 2 will be started; 1 is running.'],
  ['delete', ['STOPPED'], '1 process will be deleted.'],
  [
    'resume',
    ['FAILED', 'STOPPED', 'PENDING', 'COMPLETED', 'COMPLETED', 'IN_PROGRESS'],
    '2 of 6 will be resumed; 1 has never run, 2 have completed, 1 is running.',
  ],
])('%s of %j', (action, statuses, words) => {
  expect(planWords(planBulk(action, records(...statuses)))).toBe(words);
});

it('of schedules says so, and leaves what has none', () => {
  const scheduled = records('PENDING', 'IN_PROGRESS', 'PENDING', 'FAILED').map((record, index) => ({
    ...record,
    schedule: index === 3 ? null : '0 3 * * *',
    schedulePausedAt: index === 2 ? '2026-11-23T00:00:00Z' : null,
  }));
  const pause = planBulk('pause-schedule', scheduled);
  expect(planWords(pause)).toBe('Schedules: 2 of 4 will be paused; 1 is paused already, 1 has no schedule.');
  expect(confirmWords(pause)).toBe('Pause 2 schedules');
  expect(planBulk('resume-schedule', scheduled).ids).toEqual(['r2']);
  expect(outcomeWords({ action: 'pause-schedule', succeeded: ['a'], refused: [] }).title).toBe('Paused 1 schedule');
});

it('asks the server only for what can be done', () => {
  expect(planBulk('delete', records('FAILED', 'IN_PROGRESS', 'PENDING')).ids).toEqual(['r0', 'r2']);
});

it('says what happened, and names the first that were refused', () => {
  expect(outcomeWords({ action: 'stop', succeeded: ['a', 'b'], refused: [] })).toEqual({
    title: 'Stopped 2 processes',
    refusals: [],
  });
  const refused = Array.from({ length: 5 }, (_, index) => ({
    id: `r${index}`,
    success: false,
    status: 409,
    detail: 'It is not running.',
  }));
  expect(outcomeWords({ action: 'delete', succeeded: ['a'], refused })).toEqual({
    title: 'Deleted 1 process, 5 refused',
    refusals: ['r0: It is not running.', 'r1: It is not running.', 'r2: It is not running.', 'and 2 more'],
  });
  expect(outcomeWords({ action: 'start', succeeded: [], refused: refused.slice(0, 1) }).title).toBe(
    'None was started, 1 refused',
  );
});
