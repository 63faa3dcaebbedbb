import { act, renderHook } from '@testing-library/react';
import { type Selection, useSelection } from './use-selection';

const ROWS = ['a', 'b', 'c', 'd', 'e'];

function select(...steps: ((selection: Selection) => void)[]): string {
  const { result } = renderHook(() => useSelection(ROWS));
  for (const step of steps) act(() => step(result.current));
  return [...result.current.ids].sort().join('');
}

it('toggles one row', () => {
  expect(select((rows) => rows.toggle('b'))).toBe('b');
  expect(
    select(
      (rows) => rows.toggle('b'),
      (rows) => rows.toggle('b'),
    ),
  ).toBe('');
});

it('a range goes from the row toggled before, in either direction, and does as the click does', () => {
  const [b, d, e] = [
    (rows: Selection) => rows.toggle('b'),
    (rows: Selection) => rows.toggle('d', true),
    (rows: Selection) => rows.toggle('e'),
  ];
  expect(select(b, d)).toBe('bcd');
  expect(select(e, (rows) => rows.toggle('b', true))).toBe('bcde');
  expect(
    select(
      (rows) => rows.toggleAll(),
      (rows) => rows.toggle('d'),
      (rows) => rows.toggle('b', true),
    ),
  ).toBe('ae');
});

it('a range without a beginning is the row itself', () => {
  expect(select((rows) => rows.toggle('c', true))).toBe('c');
});

it('all, and none when all are selected', () => {
  expect(select((rows) => rows.toggleAll())).toBe('abcde');
  expect(
    select(
      (rows) => rows.toggleAll(),
      (rows) => rows.toggleAll(),
    ),
  ).toBe('');
});

it('lets go of those that are gone', () => {
  expect(
    select(
      (rows) => rows.toggleAll(),
      (rows) => rows.remove(['a', 'x', 'e']),
    ),
  ).toBe('bcd');
});
