let offsetMs = 0;

// The Date header has a resolution of a second, and the response took time to arrive.
const TOLERANCE_MS = 2000;

/** Learns the server's clock from a response's `Date` header, so that durations of running things are right. */
export function learnServerTime(dateHeader: string | null): void {
  const server = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(server)) return;
  const difference = server + 500 - Date.now();
  offsetMs = Math.abs(difference) > TOLERANCE_MS ? difference : 0;
}

/** Now by the server's clock, in milliseconds since the epoch. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
