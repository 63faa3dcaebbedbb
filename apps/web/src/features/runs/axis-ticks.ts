const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((days) => days * DAY),
];

/** Round moments from 0 up to a span, in ms: as many as fit, at most `most` steps. */
export function axisTicks(spanMs: number, most: number): number[] {
  const step = STEPS.find((one) => spanMs / one <= most) ?? spanMs / most;
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, number) => number * step);
}
