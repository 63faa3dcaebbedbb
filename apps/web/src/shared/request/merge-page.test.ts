import { affectedPages, mergePage, type Pages, rowsOf } from './merge-page';
import type { Page } from './page';

const idOf = (row: string) => row;

function page(rows: string, next: string | null): Page<string> {
  return { rows: [...rows], next, total: 99 };
}

/** Two pages of letters, the second one after the cursor `c`, and a third after `f`. */
const list: Pages<string> = {
  pages: [page('abc', 'c'), page('def', 'f'), page('gh', null)],
  pageParams: [null, 'c', 'f'],
};

const shown = (pages: Pages<string>) => rowsOf(pages.pages, idOf).join('');

describe('affectedPages', () => {
  it.each([
    ['none for no id', '', []],
    ['the page that holds the id', 'e', [1]],
    ['each page that holds one of the ids, in order', 'ga', [0, 2]],
    ['the first for an id that no page holds: it may be new', 'z', [0]],
    ['both for one known and one new id', 'hz', [0, 2]],
  ])('is %s', (_case, ids, expected) => expect(affectedPages(list, idOf, new Set(ids))).toEqual(expected));
});

describe('mergePage', () => {
  it('replaces the rows of a page', () => {
    const fresh = page('def', 'f');
    expect(mergePage(list, 1, fresh, idOf).pages[1]).toEqual(fresh);
  });

  it('keeps the rows that new ones pushed over the end of the page', () => {
    const merged = mergePage(list, 0, page('xab', 'b'), idOf);
    expect(shown(merged)).toBe('xabcdefgh');
    expect(merged.pages[0]?.next).toBe('c');
  });

  it('drops rows that are gone, and leaves those that moved up with the next page', () => {
    expect(shown(mergePage(list, 0, page('acd', 'd'), idOf))).toBe('acdefgh');
  });

  it('drops rows that are gone while new ones came', () => {
    expect(shown(mergePage(list, 0, page('xac', 'c'), idOf))).toBe('xacdefgh');
  });

  it('shows a row once that moved to an earlier page', () => {
    expect(shown(mergePage(list, 0, page('gab', 'b'), idOf))).toBe('gabcdefh');
  });

  it('begins anew where nothing of the old page is left', () => {
    const merged = mergePage(list, 0, page('xyz', 'z'), idOf);
    expect(merged).toEqual({ pages: [page('xyz', 'z')], pageParams: [null] });
  });

  it('cuts the list where it ends now', () => {
    expect(shown(mergePage(list, 1, page('d', null), idOf))).toBe('abcd');
  });

  it('takes the last page as it is', () => {
    const merged = mergePage(list, 2, page('ghi', 'i'), idOf);
    expect(shown(merged)).toBe('abcdefghi');
    expect(merged.pages[2]?.next).toBe('i');
  });

  it('changes nothing for a page that is no longer there', () =>
    expect(mergePage(list, 7, page('x', null), idOf)).toBe(list));
});
