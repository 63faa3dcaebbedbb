import type { RunGridCell, RunGridColumn } from '@app/api-client';

/** One task in all runs that are shown. */
export interface GridRow {
  readonly taskName: string;
  /** Aligned with the columns; undefined where a run does not have the task. */
  readonly cells: readonly (RunGridCell | undefined)[];
  /** The longest it took, in ms. */
  readonly longestMs: number;
  /** Median of those that were completed; null without any. */
  readonly usualMs: number | null;
}

export interface Grid {
  readonly columns: readonly RunGridColumn[];
  readonly rows: readonly GridRow[];
  readonly longestRunMs: number;
}

/** Puts the pages of a grid together: columns newest first, rows as in the newest run, then what only older ones have. */
export function mergeGrid(
  pages: readonly { readonly rows: readonly RunGridColumn[]; readonly taskNames: readonly string[] }[],
): Grid {
  const columns = pages.flatMap(({ rows }) => rows);
  const names = [...new Set(pages.flatMap(({ taskNames }) => taskNames))];
  return {
    columns,
    rows: names.map((taskName) => toRow(taskName, columns)),
    longestRunMs: Math.max(1, ...columns.map(({ durationMs }) => durationMs)),
  };
}

function toRow(taskName: string, columns: readonly RunGridColumn[]): GridRow {
  const cells = columns.map((column) => column.cells.find((cell) => cell.taskName === taskName));
  const completed = cells.flatMap((cell) => (cell?.status === 'COMPLETED' ? (cell.durationMs ?? []) : []));
  return {
    taskName,
    cells,
    longestMs: Math.max(1, ...cells.map((cell) => cell?.durationMs ?? 0)),
    usualMs: median(completed),
  };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
