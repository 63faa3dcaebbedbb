const LONGEST_MARGIN_MS = 2_000;
const SHARE_OF_LEASE = 1 / 5;

/**
 * How long before the end of a lease, in ms, the lease guard kills (SIGKILL, no grace) what a worker runs that has not
 * renewed it: a fifth of the lease, 2 s at most. The time is for the kill itself on a busy host, since whoever
 * recovers the work must find its commands dead.
 */
export function guardMarginMs(leaseMs: number): number {
  return Math.min(leaseMs * SHARE_OF_LEASE, LONGEST_MARGIN_MS);
}
