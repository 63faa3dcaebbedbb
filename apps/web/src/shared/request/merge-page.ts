import type { InfiniteData } from '@tanstack/react-query';
import type { Page } from './page';

export type Pages<Row> = InfiniteData<Page<Row>, string | null>;

/** Pages whose rows are affected: those that hold one of the ids, and the first for ids that none holds. */
export function affectedPages<Row>(pages: Pages<Row>, idOf: (row: Row) => string, ids: ReadonlySet<string>): number[] {
  const unseen = new Set(ids);
  const affected = new Set<number>();
  pages.pages.forEach((page, index) => {
    for (const row of page.rows) {
      if (ids.has(idOf(row))) affected.add(index);
      unseen.delete(idOf(row));
    }
  });
  if (unseen.size > 0) affected.add(0);
  return [...affected].sort((a, b) => a - b);
}

/**
 * Puts a page that was read again in the place of its older self. Rows that new ones pushed over its end stay, since
 * the next page begins after them; rows that moved up from the next page stay there. A page that shares nothing with
 * its older self makes the list start anew.
 */
export function mergePage<Row>(
  pages: Pages<Row>,
  index: number,
  fresh: Page<Row>,
  idOf: (row: Row) => string,
): Pages<Row> {
  const old = pages.pages[index];
  const following = pages.pages[index + 1];
  if (old === undefined) return pages;
  if (following === undefined || fresh.next === null) return cutAfter(pages, index, fresh);

  const followingIds = new Set(following.rows.map(idOf));
  const own = [...fresh.rows];
  while (own.length > 0 && followingIds.has(idOf(own.at(-1) as Row))) own.pop();
  const pushedOut = own.length < fresh.rows.length ? [] : rowsAfter(old.rows, own.at(-1), idOf);
  if (pushedOut === null) return { pages: [fresh], pageParams: [pages.pageParams[index] ?? null] };

  const freshIds = new Set(fresh.rows.map(idOf));
  const rows = [...own, ...pushedOut.filter((row) => !freshIds.has(idOf(row)))];
  return replaceAt(pages, index, { ...fresh, rows, next: old.next });
}

/** The rows of all pages, each id once: while rows move between pages, two may hold the same. */
export function rowsOf<Row>(pages: readonly Page<Row>[] | undefined, idOf: (row: Row) => string): Row[] {
  const byId = new Map<string, Row>();
  for (const row of pages?.flatMap((page) => page.rows) ?? []) if (!byId.has(idOf(row))) byId.set(idOf(row), row);
  return [...byId.values()];
}

function rowsAfter<Row>(rows: readonly Row[], end: Row | undefined, idOf: (row: Row) => string): Row[] | null {
  const cut = end === undefined ? -1 : rows.findIndex((row) => idOf(row) === idOf(end));
  return cut === -1 ? null : rows.slice(cut + 1);
}

function cutAfter<Row>(pages: Pages<Row>, index: number, fresh: Page<Row>): Pages<Row> {
  return { pages: [...pages.pages.slice(0, index), fresh], pageParams: pages.pageParams.slice(0, index + 1) };
}

function replaceAt<Row>(pages: Pages<Row>, index: number, page: Page<Row>): Pages<Row> {
  return { ...pages, pages: pages.pages.map((other, position) => (position === index ? page : other)) };
}
