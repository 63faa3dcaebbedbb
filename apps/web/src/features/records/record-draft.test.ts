import { scheduleValues } from '../schedules/schedule-draft';
import { type FormValues, isWritten } from './record-draft';

const initial: FormValues = {
  id: '',
  type: 'etl',
  values: { region: 'eu', size: '' },
  ...scheduleValues(null, 'UTC'),
  start: true,
};

it.each<[Partial<FormValues>, boolean]>([
  [{}, false],
  [{ type: 'plain', values: {} }, false],
  [{ type: 'other', values: { rows: '', region: 'eu' } }, false],
  [{ start: false }, false],
  [{ timeZone: 'Europe/Berlin' }, false],
  [{ id: 'a' }, true],
  [{ kind: 'cron' }, false],
  [{ kind: 'cron', schedule: '0 3 * * *' }, true],
  [{ values: { region: 'us', size: '' } }, true],
  [{ values: { region: 'eu', size: '1' } }, true],
  [{ type: 'other', values: { rows: '5' } }, true],
])('%j: %s', (change, written) => {
  expect(isWritten({ ...initial, ...change }, initial)).toBe(written);
});

it('of a scheduled record: also another zone, and an option', () => {
  const scheduled = { ...initial, kind: 'cron' as const, schedule: '0 3 * * *' };
  expect(isWritten({ ...scheduled, timeZone: 'Asia/Tokyo' }, scheduled)).toBe(true);
  const options = { ...scheduled.options, overlap: 'queue' as const };
  expect(isWritten({ ...scheduled, options }, scheduled)).toBe(true);
});
