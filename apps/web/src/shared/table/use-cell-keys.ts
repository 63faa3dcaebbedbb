import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { Column } from './column';

/** A cell that takes the focus as soon as it is drawn. */
interface Wanted {
  readonly rowKey: string;
  readonly place: number;
}

/**
 * Lets the arrow keys lead from a link in a row to the one in the next cell, also where that cell is not drawn yet.
 * @param rowAt the row with this key
 * @param scrollTo brings the column at this place into sight
 * @returns what listens on the table's frame
 */
export function useCellKeys<Row>(
  frame: RefObject<HTMLElement | null>,
  columns: readonly Column<Row>[],
  rowAt: (rowKey: string) => Row | undefined,
  scrollTo: (place: number) => void,
): (event: KeyboardEvent) => void {
  const wanted = useRef<Wanted>(undefined);
  useEffect(() => {
    if (wanted.current === undefined || !focusCell(frame.current, wanted.current)) return;
    wanted.current = undefined;
  });
  return (event) => {
    const step = STEPS[event.key];
    const from = cellOf(event.target);
    if (step === undefined || from === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rowAt(from.rowKey);
    if (row === undefined) return;
    const place = nextPlace(columns, row, from.place, step);
    if (place === undefined) return;
    event.preventDefault();
    const next = { rowKey: from.rowKey, place };
    wanted.current = focusCell(frame.current, next) ? undefined : next;
    if (wanted.current) scrollTo(place);
  };
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** The place of the nearest cell in this direction that has something in it; undefined when there is none. */
export function nextPlace<Row>(
  columns: readonly Column<Row>[],
  row: Row,
  from: number,
  step: 1 | -1,
): number | undefined {
  for (let place = from + step; place >= 0 && place < columns.length; place += step) {
    if (columns[place]?.leads?.(row)) return place;
  }
  return undefined;
}

function cellOf(target: EventTarget): Wanted | null {
  if (!(target instanceof HTMLAnchorElement)) return null;
  const column = target.closest('[aria-colindex]')?.getAttribute('aria-colindex');
  const rowKey = target.closest('tr')?.dataset.row;
  return column == null || rowKey === undefined ? null : { rowKey, place: Number(column) - 1 };
}

function focusCell(frame: HTMLElement | null, { rowKey, place }: Wanted): boolean {
  const link = frame?.querySelector<HTMLElement>(
    `tr[data-row="${CSS.escape(rowKey)}"] > [aria-colindex="${place + 1}"] a`,
  );
  link?.focus();
  return link != null;
}
