import type { RunStatus, Waiting } from '@app/api-client';

const WAITING_MS = 2000;
const RUNNING_MS = 10_000;

/**
 * How often an active run is read again, in ms; false when there is no need. No event tells that the queue ahead became
 * shorter, that a worker died, or that one came.
 */
export function activeRunInterval(status: RunStatus | undefined, waiting: Waiting | null | undefined): number | false {
  if (waiting) return WAITING_MS;
  return status === 'IN_PROGRESS' || status === 'PENDING' ? RUNNING_MS : false;
}
