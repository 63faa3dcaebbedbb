import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Lets the arrow keys lead to the nearest link in the same row or column; links say where they are as `data-place="row column"`. */
export function moveInCalendar(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const from = placeOf(event.target);
  if (step === undefined || from === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const [across, down] = step;
  const ahead = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-place]')]
    .map((link) => ({ link, place: placeOf(link) ?? from }))
    .map(({ link, place }) => ({ link, far: (place[1] - from[1]) * across + (place[0] - from[0]) * down, place }))
    .filter(({ far, place }) => far > 0 && (across === 0 ? place[1] === from[1] : place[0] === from[0]))
    .sort((a, b) => a.far - b.far);
  ahead[0]?.link.focus();
  if (ahead[0]) event.preventDefault();
}

function placeOf(target: EventTarget): readonly [row: number, column: number] | undefined {
  const place = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-place]')?.dataset.place : undefined;
  const [row, column] = place?.split(' ').map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : [row, column];
}
