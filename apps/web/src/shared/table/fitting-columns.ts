import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { Column } from './column';

/**
 * The columns that a table has room for: those that may be left out go one by one, as `leaveOut` orders them.
 * @param room in pixels; 0 while it is not known
 */
export function fittingColumns<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  let kept = columns;
  while (room > 0 && kept.reduce((sum, { width }) => sum + width, 0) > room) {
    const next = Math.min(...kept.map(({ leaveOut = Number.POSITIVE_INFINITY }) => leaveOut));
    if (next === Number.POSITIVE_INFINITY) return kept;
    kept = kept.filter(({ leaveOut }) => leaveOut !== next);
  }
  return kept;
}

/**
 * The columns that have room in a frame, as wide as it is now.
 * @param isShown whether there is a frame
 */
export function useFittingColumns<Row>(
  columns: readonly Column<Row>[],
  frame: RefObject<HTMLElement | null>,
  isShown: boolean,
): readonly Column<Row>[] {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || !isShown) return undefined;
    const measure = () => setRoom(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, isShown]);
  return useMemo(() => fittingColumns(columns, room), [columns, room]);
}
