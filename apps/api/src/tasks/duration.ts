/** Milliseconds from start to end, or to `now` while there is no end; never negative, though clocks differ. */
export function durationMs(startedAt: Date, endedAt: Date | null, now = new Date()): number {
  return Math.max(0, (endedAt ?? now).getTime() - startedAt.getTime());
}
