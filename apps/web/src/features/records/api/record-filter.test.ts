import { isFiltered, isSameFilter, parseRecordFilter, toListQuery, withoutFilter } from './record-filter';

it('reads what it knows from the address, and leaves out the rest', () => {
  const search = {
    status: 'FAILED',
    type: 7,
    search: 'a',
    scheduleState: 'paused',
    ended: 'today',
    sort: 'nextFireAt',
  };
  expect(parseRecordFilter({ ...search, color: 'red' })).toEqual({ ...search, type: '7' });
  expect(
    parseRecordFilter({ status: 'BROKEN', type: '', search: null, scheduled: 'yes', ended: 'soon', sort: 'toString' }),
  ).toEqual({});
});

it('says today as the midnight before, and a week as seven days', () => {
  const now = new Date(2026, 10, 23, 9, 30).getTime();
  expect(toListQuery({ ended: 'today', status: 'FAILED' }, now)).toEqual({
    status: 'FAILED',
    endedSince: new Date(2026, 10, 23).toISOString(),
  });
  expect(toListQuery({ ended: '7d' }, now)).toEqual({ endedSince: new Date(now - 7 * 86_400_000).toISOString() });
  expect(toListQuery({ sort: 'id' }, now)).toEqual({ sort: 'id' });
});

it('an order alone hides nothing', () => {
  expect(isFiltered({ sort: 'id' })).toBe(false);
  expect(isFiltered({ scheduleState: 'none' })).toBe(true);
  expect(withoutFilter({ sort: 'id', ended: '7d', search: 'a' })).toEqual({ sort: 'id' });
});

it('filters are the same whatever the order of their parts', () => {
  expect(isSameFilter({ status: 'FAILED', sort: 'id' }, { sort: 'id', status: 'FAILED', type: undefined })).toBe(true);
  expect(isSameFilter({ status: 'FAILED' }, { status: 'FAILED', sort: 'id' })).toBe(false);
});
