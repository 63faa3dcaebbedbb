/** Rows that keep their places while others come, go and move. */
export interface SteadyRows<Row> {
  readonly rows: readonly Row[];
  /** Rows that would be added, removed or moved if the list were shown as it is now. */
  readonly changes: number;
}

/** A list as it was when it was made steady. */
export interface HeldRows<Row> {
  /** In order, in the newest state in which each was seen. */
  readonly rows: ReadonlyMap<string, Row>;
  /** How many pages had been read by then. */
  readonly pages: number;
}

/** Holds the list as it is shown now. */
export function holdRows<Row>(rows: readonly Row[], pages: number, idOf: (row: Row) => string): HeldRows<Row> {
  return { rows: new Map(rows.map((row) => [idOf(row), row])), pages };
}

/**
 * The held rows in their places, each in its newest state; rows that have left the list stay as they were seen last.
 * Rows of pages that were read since then follow at the end.
 */
export function steadyRows<Row>(
  held: HeldRows<Row>,
  pages: readonly { readonly rows: readonly Row[] }[],
  idOf: (row: Row) => string,
): SteadyRows<Row> {
  const early = new Map(pages.slice(0, held.pages).flatMap(({ rows }) => rows.map((row) => [idOf(row), row] as const)));
  const late = new Map(pages.slice(held.pages).flatMap(({ rows }) => rows.map((row) => [idOf(row), row] as const)));
  const rows = [...held.rows].map(([id, row]) => early.get(id) ?? late.get(id) ?? row);
  for (const [id, row] of late) if (!held.rows.has(id) && !early.has(id)) rows.push(row);

  const places = new Map([...held.rows.keys()].map((id, place) => [id, place]));
  const kept = [...early.keys()].flatMap((id) => places.get(id) ?? []);
  const added = early.size - kept.length;
  const removed = [...held.rows.keys()].filter((id) => !early.has(id) && !late.has(id)).length;
  return { rows, changes: added + removed + (kept.length - longestRise(kept)) };
}

/** Length of the longest rising subsequence: rows that need not move to bring the others into order. */
function longestRise(numbers: readonly number[]): number {
  const ends: number[] = [];
  for (const number of numbers) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = number;
  }
  return ends.length;
}
