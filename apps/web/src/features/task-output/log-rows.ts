import type { TaskLogMissing } from '@app/api-client';

/** What a row of the log shows: a line, or what is not there. */
export type LogRow =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'missing'; readonly missing: TaskLogMissing };

interface Gap {
  readonly row: number;
  readonly missing: TaskLogMissing;
  /** Lines up to here are left out or stand in the row. */
  readonly lastLine: number;
}

/** Which line stands in which row: lines that are not there take no rows, but one that says so. */
export class LogRows {
  readonly count: number;
  private readonly gaps: readonly Gap[];

  /** @param last number of the last line; lines count from 1, rows from 0 */
  constructor(
    readonly last: number,
    missing: readonly TaskLogMissing[],
  ) {
    const gaps: Gap[] = [];
    let hidden = 0;
    for (const one of missing) {
      const line = one.line ?? last + 1;
      const lastLine = one.line === null ? last : (one.nextLine ?? last + 1) - 1;
      gaps.push({ row: line - 1 - hidden, missing: one, lastLine });
      hidden += lastLine - line;
    }
    this.gaps = gaps;
    this.count = last - hidden;
  }

  at(row: number): LogRow {
    let line = row + 1;
    for (const gap of this.gaps) {
      if (gap.row > row) break;
      if (gap.row === row) return { kind: 'missing', missing: gap.missing };
      line = gap.lastLine + (row - gap.row);
    }
    return { kind: 'line', line };
  }

  /** The row of a line; of one that is left out, the row that says so. */
  rowOf(line: number): number {
    let row = Math.min(line, this.last) - 1;
    for (const gap of this.gaps) {
      if (gap.row >= row) break;
      row = line <= gap.lastLine ? gap.row : gap.row + (Math.min(line, this.last) - gap.lastLine);
    }
    return Math.max(0, row);
  }
}
