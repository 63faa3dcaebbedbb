import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { Column } from './column';

/**
 * The columns that a table has room for: those that may be left out go one by one, as `leaveOut` orders them.
 * @param room in pixels; 0 while it is not known
 */
export function fittingColumns<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  return leaveOutWhile(columns, (kept) => room > 0 && kept.reduce((sum, { width }) => sum + width, 0) > room);
}

function leaveOutWhile<Row>(
  columns: readonly Column<Row>[],
  isTooMuch: (kept: readonly Column<Row>[]) => boolean,
): readonly Column<Row>[] {
  let kept = columns;
  while (isTooMuch(kept)) {
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
  // How many have room, not how wide the frame is: to draw a table again is dear.
  const [count, setCount] = useState(columns.length);
  const mayGo = columns.some(({ leaveOut }) => leaveOut !== undefined);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || !isShown || !mayGo) return undefined;
    const measure = () => setCount(fittingColumns(columns, element.clientWidth).length);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [columns, frame, isShown, mayGo]);
  return useMemo(
    () => (mayGo ? leaveOutWhile(columns, (kept) => kept.length > count) : columns),
    [columns, count, mayGo],
  );
}
