import { endsOf, fromLocalField, parseTimeRange, toLocalField } from './time-range';

const NOW = Date.parse('2026-11-23T12:00:00Z');

it.each([
  [{ when: 'overdue' }, { to: '2026-11-23T12:00:00.000Z' }],
  [{ when: 'next-1h' }, { from: '2026-11-23T12:00:00.000Z', to: '2026-11-23T13:00:00.000Z' }],
  [{ when: 'last-24h' }, { from: '2026-11-22T12:00:00.000Z' }],
  [{ from: '2026-11-01T00:00:00.000Z' }, { from: '2026-11-01T00:00:00.000Z' }],
  [{ when: 'constructor', from: 'yesterday', to: 7 }, {}],
  [
    { when: 'next-1h', to: '2026-11-01T00:00:00.000Z' },
    { from: '2026-11-23T12:00:00.000Z', to: '2026-11-23T13:00:00.000Z' },
  ],
])('%j ends at', (search, ends) => {
  expect(endsOf(parseTimeRange(search), NOW)).toEqual(ends);
});

it('gives the moment back that a field shows', () => {
  const moment = '2026-11-23T12:34:00.000Z';
  expect(fromLocalField(toLocalField(moment))).toBe(moment);
  expect(fromLocalField('')).toBeUndefined();
  expect(toLocalField(undefined)).toBe('');
});
