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
