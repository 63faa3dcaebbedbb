import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { useCallback, useMemo } from 'react';
import type { Column } from './column';

const COLUMNS_AHEAD = 3;

/** A column that is drawn. */
export interface DrawnColumn<Row> {
  readonly column: Column<Row>;
  /** Its place among all columns, from 0. */
  readonly place: number;
}

/** What is drawn of the columns: the first one always, then a gap, what is in sight, and another gap. */
export interface ColumnsInSight<Row> {
  readonly drawn: readonly DrawnColumn<Row>[];
  /** Widths of what is left out between the first column and the next, and at the end, in pixels. */
  readonly before: number;
  readonly after: number;
  /** Brings the column at this place into sight. */
  readonly scrollTo: (place: number) => void;
}

/**
 * Which columns of a table that scrolls sideways have to be drawn. All of them where they have room. The same object as long
 * as it is the same columns, so that rows are not drawn again for nothing.
 */
export function useColumnsInSight<Row>(
  columns: readonly Column<Row>[],
  scroller: RefObject<HTMLElement | null>,
): ColumnsInSight<Row> {
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (place) => columns[place]?.width ?? 0,
    overscan: COLUMNS_AHEAD,
    getItemKey: useCallback((place: number) => columns[place]?.key ?? place, [columns]),
    rangeExtractor: (range) => [0, ...defaultRangeExtractor(range).filter((place) => place > 0)],
  });
  const width = virtualizer.scrollRect?.width ?? 0;
  const fits = width === 0 || virtualizer.getTotalSize() <= width;
  const places = fits ? null : JSON.stringify(virtualizer.getVirtualItems().map(({ index }) => index));
  return useMemo(() => {
    const all = columns.map((column, place) => ({ column, place }));
    const scrollTo = (place: number) => virtualizer.scrollToIndex(place, { align: 'center' });
    if (places === null) return { drawn: all, before: 0, after: 0, scrollTo };
    return { ...columnsAround(all, JSON.parse(places) as number[]), scrollTo };
  }, [columns, places, virtualizer]);
}

/** The columns at these places, of which the first is 0, and the gaps between them. */
export function columnsAround<Row>(
  all: readonly DrawnColumn<Row>[],
  places: readonly number[],
): Omit<ColumnsInSight<Row>, 'scrollTo'> {
  const from = places[1] ?? all.length;
  const to = places.at(-1) ?? 0;
  return {
    drawn: places.flatMap((place) => all[place] ?? []),
    before: widthOf(all.slice(1, from)),
    after: from === all.length ? 0 : widthOf(all.slice(to + 1)),
  };
}

function widthOf<Row>(columns: readonly DrawnColumn<Row>[]): number {
  return columns.reduce((sum, { column }) => sum + column.width, 0);
}
