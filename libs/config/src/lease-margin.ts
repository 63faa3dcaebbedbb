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

/**
 * How old, in ms, a claim may be when its worker learns of it. The guard may let its command live until that moment and a
 * lease, less the margin; the claim is recovered a lease and the grace after it was made. And the next heartbeat, a fifth
 * of the lease later, has to find the lease.
 */
export function claimLimitMs(leaseMs: number, killGraceMs: number): number {
  return Math.min(killGraceMs + guardMarginMs(leaseMs), leaseMs / 2);
}
