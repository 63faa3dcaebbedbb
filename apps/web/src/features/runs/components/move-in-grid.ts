import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys move from link to link of a table, over cells that have none; all but one are out of the Tab order. */
export function moveInGrid(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const cell = document.activeElement?.closest('td, th');
  if (step === undefined || !(cell instanceof HTMLTableCellElement)) return;
  const row = cell.parentElement as HTMLTableRowElement;
  const { rows } = event.currentTarget;
  let [rowIndex, cellIndex] = [row.rowIndex, cell.cellIndex];
  for (;;) {
    rowIndex += step[0];
    cellIndex += step[1];
    const next = rows[rowIndex]?.cells[cellIndex];
    if (next === undefined) return;
    const link = next.querySelector('a');
    if (link === null) continue;
    event.preventDefault();
    link.focus();
    return;
  }
}
