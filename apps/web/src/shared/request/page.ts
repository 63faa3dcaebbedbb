/** One page of a list, as the API sends it in body and headers. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
  /** Rows in all pages together. */
  readonly total: number;
}

/** Makes a page of the rows and the `Link` and `X-Total-Count` headers that came with them. */
export function toPage<Row>(rows: readonly Row[], headers: Headers): Page<Row> {
  return { rows, next: nextCursor(headers.get('Link')), total: Number(headers.get('X-Total-Count') ?? rows.length) };
}

function nextCursor(link: string | null): string | null {
  const url = /<([^>]+)>\s*;\s*rel="next"/.exec(link ?? '')?.[1];
  return url === undefined ? null : new URL(url, 'http://localhost').searchParams.get('cursor');
}
