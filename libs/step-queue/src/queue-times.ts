import { answerWithinMs } from '@app/database';

/** How patient the queue is with its server, in ms. BullMQ's own settings would let work wait for half a minute. */
export interface QueueTimes {
  /** A connection that does not answer for this long was dropped silently and is replaced. */
  readonly answerWithinMs: number;
  /** A consumer with nothing to do looks at least this often, for what it was not told of. */
  readonly pollMs: number;
  /** How long the queue keeps what a silent consumer has taken. Nobody waits for it: the sweep delivers again. */
  readonly lockMs: number;
  /** Between two tries of a consumer while the server is away. */
  readonly retryMs: number;
}

// Frequent enough to go on soon, seldom enough for a server that is just coming up.
const RETRY_MS = 500;

/** What follows from the product's settings. */
export function queueTimes({ leaseMs, sweepMs }: { leaseMs: number; sweepMs: number }): QueueTimes {
  return {
    answerWithinMs: answerWithinMs(leaseMs),
    pollMs: sweepMs,
    lockMs: leaseMs,
    retryMs: RETRY_MS,
  };
}
