const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration for people, two units at most: `340ms`, `1.2s`, `5s`, `42s`, `1m 12s`, `3h 05m`, `2d 4h`. */
export function formatDuration(ms: number): string {
  const value = Math.max(0, ms);
  if (value < SECOND) return `${Math.round(value)}ms`;
  if (value < 10 * SECOND && value % SECOND !== 0) return `${(Math.floor(value / 100) / 10).toFixed(1)}s`;
  if (value < MINUTE) return `${Math.floor(value / SECOND)}s`;
  if (value < HOUR) return `${Math.floor(value / MINUTE)}m ${twoDigits((value % MINUTE) / SECOND)}s`;
  if (value < DAY) return `${Math.floor(value / HOUR)}h ${twoDigits((value % HOUR) / MINUTE)}m`;
  return `${Math.floor(value / DAY)}d ${Math.floor((value % DAY) / HOUR)}h`;
}

/** A duration that still grows: whole seconds, so that it does not flicker. */
export function formatElapsed(ms: number): string {
  return ms < MINUTE ? `${Math.floor(Math.max(0, ms) / SECOND)}s` : formatDuration(ms);
}

/** The exact value, for the hover text: `72.345 s`. */
export function formatExactDuration(ms: number): string {
  return `${(Math.max(0, ms) / SECOND).toFixed(3)} s`;
}

/** How long ago, or how soon: `just now`, `2m ago`, `in 3h`. One unit. */
export function formatRelative(differenceMs: number): string {
  const size = Math.abs(differenceMs);
  if (size < 5 * SECOND) return 'just now';
  const text = oneUnit(size);
  return differenceMs < 0 ? `${text} ago` : `in ${text}`;
}

function oneUnit(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}h`;
  return `${Math.floor(ms / DAY)}d`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
