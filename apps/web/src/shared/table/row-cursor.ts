/** Rows of lists and tables that keys move through; the first link or button of a row takes the focus. */
const ROWS = '#content [data-row]';
const TARGETS = 'a[href], button:not(:disabled)';

/** Where keys have put the focus last. */
let left: { readonly path: string; readonly key: string | null; readonly index: number } | undefined;

/**
 * Moves the focus to the next (or with -1 the previous) row of the lists on the page, from list to list. Begins at the
 * row with the focus; else where it was last, if that row (or one in its place) is still there; else at the first in sight.
 */
export function moveToRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)].filter(isReachable);
  const next = rows[nextIndex(rows, step)];
  if (next === undefined) return;
  left = { path: window.location.pathname, key: next.getAttribute('data-row'), index: rows.indexOf(next) };
  next.querySelector<HTMLElement>(TARGETS)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function nextIndex(rows: readonly HTMLElement[], step: 1 | -1): number {
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  if (focused !== -1) return focused + step;
  // None where the first row is below the fold or taller than the page.
  const inSight = Math.max(0, rows.findIndex(isInSight));
  if (left?.path !== window.location.pathname) return inSight;
  const { key, index } = left;
  // The same list may show a row at two places of a page: the one that is nearest.
  const same = rows.flatMap((row, at) => (row.getAttribute('data-row') === key ? [at] : []));
  const nearest = same.sort((a, b) => Math.abs(a - index) - Math.abs(b - index))[0];
  const last = nearest === undefined ? undefined : rows[nearest];
  return last !== undefined && isInSight(last) ? (nearest ?? 0) + step : inSight;
}

function isReachable(row: HTMLElement): boolean {
  return row.querySelector(TARGETS) !== null && row.checkVisibility?.() !== false;
}

function isInSight(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  const list = row.closest('section');
  const page = document.getElementById('content')?.getBoundingClientRect();
  const listTop = (list?.getBoundingClientRect().top ?? 0) + (list?.querySelector('thead')?.offsetHeight ?? 0);
  return top >= Math.max(listTop, page?.top ?? 0) && bottom <= (page?.bottom ?? window.innerHeight);
}
