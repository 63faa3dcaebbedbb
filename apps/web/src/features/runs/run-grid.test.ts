import type { RunGridCell, RunGridColumn } from '@app/api-client';
import { mergeGrid } from './run-grid';

function column(runNumber: number, cells: Record<string, [RunGridCell['status'], number | null]>): RunGridColumn {
  return {
    runNumber,
    durationMs: 100 * runNumber,
    cells: Object.entries(cells).map(([taskName, [status, durationMs]]) => ({ taskName, status, durationMs })),
  } as unknown as RunGridColumn;
}

it('aligns the tasks of all pages by name', () => {
  const grid = mergeGrid([
    { rows: [column(3, { a: ['COMPLETED', 30], b: ['FAILED', 500] })], taskNames: ['a', 'b'] },
    {
      rows: [
        column(2, { a: ['COMPLETED', 10], old: ['COMPLETED', 7] }),
        column(1, { a: ['COMPLETED', 20], b: ['SKIPPED', null] }),
      ],
      taskNames: ['a', 'old', 'b'],
    },
  ]);
  expect(grid.columns.map(({ runNumber }) => runNumber)).toEqual([3, 2, 1]);
  expect(grid.rows.map(({ taskName }) => taskName)).toEqual(['a', 'b', 'old']);
  expect(grid.rows.map(({ cells }) => cells.map((cell) => cell?.status))).toEqual([
    ['COMPLETED', 'COMPLETED', 'COMPLETED'],
    ['FAILED', undefined, 'SKIPPED'],
    [undefined, 'COMPLETED', undefined],
  ]);
  expect(grid.rows.map(({ longestMs, usualMs }) => [longestMs, usualMs])).toEqual([
    [30, 20],
    [500, null],
    [7, 7],
  ]);
  expect(grid.longestRunMs).toBe(300);
});

it('is empty without runs', () => {
  expect(mergeGrid([{ rows: [], taskNames: [] }])).toEqual({ columns: [], rows: [], longestRunMs: 1 });
});
