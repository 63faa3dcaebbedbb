import type { Column } from './column';
import { nextPlace } from './use-cell-keys';

const column = (key: string): Column<string> => ({
  key,
  header: key,
  width: 10,
  cell: () => null,
  leads: (row) => row.includes(key),
});
const columns = ['r', 'a', 'b', 'c', 'd'].map(column);

it.each<[string, number, 1 | -1, number | undefined]>([
  ['rad', 0, 1, 1],
  ['rad', 1, 1, 4],
  ['rad', 4, 1, undefined],
  ['rad', 4, -1, 1],
  ['rad', 1, -1, 0],
  ['rad', 0, -1, undefined],
])('in row %s from %i by %i', (row, from, step, place) => expect(nextPlace(columns, row, from, step)).toBe(place));

it('does not lead to cells of which nothing is said', () => {
  const silent = { key: 'x', header: 'x', width: 1, cell: () => null };
  expect(nextPlace([silent, silent], 'row', 0, 1)).toBeUndefined();
});
