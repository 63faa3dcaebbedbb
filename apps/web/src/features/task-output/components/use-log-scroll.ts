import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { RowHeights } from '../scroll/row-heights';
import { ScrollScale } from '../scroll/scroll-scale';

export const LINE_HEIGHT = 19;
const OVERSCAN = 20;
// Longer than a wheel or a held key pauses between two steps.
const AT_REST_MS = 120;

interface LogScroll {
  /** Rows to draw, the first and the last; none when the last comes before the first. */
  readonly from: number;
  readonly to: number;
  /** Where the first of them stands, in px. */
  readonly start: number;
  /** Height of what is scrolled, in px. */
  readonly height: number;
  /** Long ways are being gone: what is in sight will not stay. */
  readonly isRushing: boolean;
  readonly onScroll: () => void;
  readonly showRow: (row: number) => void;
  readonly showEnd: () => void;
  /** What is in sight stays there, whatever becomes of rows below. */
  readonly letGo: () => void;
}

interface LogScrollOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Holds the rows that are drawn, each with its number in `data-row`. */
  readonly drawn: RefObject<HTMLElement | null>;
  readonly rows: number;
  /** Changes when all heights do. */
  readonly layout: unknown;
  /** Told of what the reader scrolls: upwards or not, and whether it came to the end. */
  readonly onMove: (upwards: boolean, atEnd: boolean) => void;
}

/** Draws the rows in sight of any number, also where they are higher than a browser's highest element. */
export function useLogScroll({ scroller, drawn, rows, layout, onMove }: LogScrollOptions): LogScroll {
  const [scale] = useState(() => new ScrollScale());
  const [heights] = useState(() => new RowHeights(LINE_HEIGHT));
  const [, redraw] = useState({});
  const view = useRef(0);
  /** What is to stay in sight while heights become known. */
  const held = useRef<{ row: number } | 'end' | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const apply = useCallback(() => {
    scale.resize(heights.total(rows), view.current);
    if (held.current === 'end') scale.goTo(scale.end);
    else if (held.current !== null) scale.goTo(heights.offsetOf(held.current.row) - (view.current - LINE_HEIGHT) / 2);
    if (scroller.current && scroller.current.scrollTop !== scale.position) {
      scroller.current.scrollTop = scale.position;
      // Browsers round.
      scale.position = scroller.current.scrollTop;
    }
  }, [scale, heights, rows, scroller]);

  const settle = useCallback(() => {
    scale.settle();
    flushSync(() => redraw({}));
    apply();
  }, [scale, apply]);

  const measure = useCallback(() => {
    const before = heights.rowAt(scale.top, rows);
    const within = scale.top - heights.offsetOf(before);
    let changed = false;
    for (const element of drawn.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])
      changed = heights.set(Number(element.dataset.row), element.offsetHeight) || changed;
    if (!changed) return;
    scale.resize(heights.total(rows), view.current);
    scale.goTo(heights.offsetOf(before) + within);
    apply();
    redraw({});
  }, [scale, heights, rows, drawn, apply]);

  useLayoutEffect(() => {
    const first = heights.rowAt(scale.top, rows);
    heights.clear();
    scale.resize(heights.total(rows), view.current);
    scale.goTo(heights.offsetOf(first));
    apply();
    redraw({});
    // Only a new layout makes all heights unknown.
  }, [layout]);
  useLayoutEffect(() => {
    apply();
    redraw({});
  }, [apply]);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const height = scroller.current?.clientHeight ?? 0;
      if (height !== view.current) {
        view.current = height;
        apply();
        redraw({});
      }
      measure();
    });
    if (scroller.current) observer.observe(scroller.current);
    if (drawn.current) observer.observe(drawn.current);
    return () => observer.disconnect();
  }, [scroller, drawn, apply, measure]);
  useEffect(() => () => clearTimeout(rest.current), []);

  const show = (what: { row: number } | 'end') => {
    held.current = what;
    apply();
    redraw({});
  };
  const onScroll = () => {
    const position = scroller.current?.scrollTop ?? 0;
    if (position === scale.position) return;
    held.current = null;
    const { top } = scale;
    scale.scrolled(position);
    clearTimeout(rest.current);
    if (scale.isStuck) settle();
    else if (scale.isScaled) rest.current = setTimeout(settle, AT_REST_MS);
    redraw({});
    onMove(scale.top < top - 2, scale.isAtEnd);
  };
  const from = Math.max(0, heights.rowAt(scale.top, rows) - OVERSCAN);
  const to = Math.min(rows - 1, heights.rowAt(scale.top + view.current, rows) + OVERSCAN);
  return {
    from,
    to,
    start: heights.offsetOf(from) + scale.shift,
    height: scale.height,
    isRushing: scale.isRushing,
    onScroll,
    showRow: (row) => show({ row }),
    showEnd: () => show('end'),
    letGo: () => {
      held.current = null;
    },
  };
}
