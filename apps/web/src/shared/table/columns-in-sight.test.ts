import { columnsAround, type DrawnColumn } from './columns-in-sight';

const all = [230, 150, 10, 20, 40, 80].map(
  (width, place): DrawnColumn<never> => ({
    place,
    column: { key: String(place), header: '', width, cell: () => null },
  }),
);

it.each<[string, number[], number, number]>([
  ['at the beginning', [0, 1, 2], 0, 140],
  ['in the middle', [0, 3, 4], 160, 80],
  ['at the end', [0, 4, 5], 180, 0],
  ['all', [0, 1, 2, 3, 4, 5], 0, 0],
  ['no other than the first', [0], 300, 0],
])('columns and gaps are as wide as all columns: %s', (_, places, before, after) => {
  const inSight = columnsAround(all, places);
  expect(inSight.drawn.map(({ place }) => place)).toEqual(places);
  expect(inSight).toMatchObject({ before, after });
  const drawn = inSight.drawn.reduce((sum, { column }) => sum + column.width, 0);
  expect(drawn + before + after).toBe(530);
});
