import { type CursorValues, encodeCursor } from './keyset-cursor';

/** One page of a list, and where the next one begins. */
export interface KeysetPage<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** Rows in all pages together. */
  readonly total: number;
}

/** Which page: at most `limit` rows after `cursor` (from the start when absent). */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A row as it is read for a page: with the values that it is sorted by. */
export type KeysetRow<Row> = Row & { readonly cursorValues: CursorValues };

/** Makes a page of up to `limit + 1` rows: the one too many tells that there is a next page. */
export function pageOf<Row>(read: readonly KeysetRow<Row>[], limit: number, total: number): KeysetPage<Row> {
  const kept = read.slice(0, limit);
  const last = kept.at(-1);
  return {
    rows: kept.map(({ cursorValues, ...row }) => row as Row),
    next: read.length > limit && last ? encodeCursor(last.cursorValues) : null,
    total,
  };
}
