import type { Column } from './column';
import { fittingColumns } from './fitting-columns';

const column = (key: string, leaveOut?: number): Column<string> => ({
  key,
  header: key,
  width: 100,
  cell: (row) => row,
  ...(leaveOut !== undefined && { leaveOut }),
});

const COLUMNS = [column('name'), column('type', 2), column('created', 1), column('actions')];

it.each([
  ['all where they have room', 400, ['name', 'type', 'created', 'actions']],
  ['what goes first', 399, ['name', 'type', 'actions']],
  ['what goes next', 299, ['name', 'actions']],
  ['what must stay, however narrow it is', 10, ['name', 'actions']],
  ['all while the room is not known', 0, ['name', 'type', 'created', 'actions']],
])('%s', (_case, room, keys) => {
  expect(fittingColumns(COLUMNS, room).map(({ key }) => key)).toEqual(keys);
});

it('leaves a table alone whose columns all must stay', () => {
  const columns = [column('name'), column('task')];
  expect(fittingColumns(columns, 50)).toBe(columns);
});
