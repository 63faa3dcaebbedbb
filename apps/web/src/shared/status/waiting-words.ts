import type { Waiting } from '@app/api-client';
import { formatElapsed } from '../time/format-duration';
import { formatTimeOfDay } from '../time/time-zone-preference';

const MOST_AHEAD = 10_000;

/** Why something waits, for people: `Waiting: all 4 slots are busy, 12 steps ahead`. */
export function waitingWords(waiting: Waiting, now: number, utc: boolean): string {
  const { reason, runsAgain } = waiting;
  const by = waiting.until === null ? '' : formatTimeOfDay(waiting.until, utc);
  switch (reason) {
    case 'no-live-worker':
      return 'Waiting: no worker is alive';
    case 'all-workers-draining':
      return 'Waiting: all workers are draining and take nothing new';
    case 'all-workers-degraded':
      return 'Waiting: no living worker can take work, see Workers';
    case 'slots-busy':
      return `Waiting: ${slotWords(waiting.slots ?? 0)}, ${aheadWords(waiting.ahead ?? 0)}`;
    case 'backoff':
      return `Retries at ${by} (${leftWords(waiting.until, now)})`;
    case 'earlier-command-ending':
      return `Waiting: the stopped command of an earlier run is still ending, ${by} at the latest`;
    case 'lease-recovery':
      return runsAgain
        ? `Its worker was lost; runs again by ${by}`
        : `Its worker was lost; fails by ${by}, no retry left`;
    case 'delivering':
      return 'Waiting to be handed to a worker';
    default: {
      const unknown: never = reason;
      throw new TypeError(`unknown reason ${String(unknown)}`);
    }
  }
}

function slotWords(slots: number): string {
  return slots === 1 ? 'the only slot is busy' : `all ${slots.toLocaleString('en')} slots are busy`;
}

function aheadWords(ahead: number): string {
  if (ahead === 0) return 'it is the next';
  if (ahead === 1) return '1 step ahead';
  return `${ahead.toLocaleString('en')}${ahead >= MOST_AHEAD ? ' or more' : ''} steps ahead`;
}

function leftWords(until: string | null, now: number): string {
  const left = until === null ? 0 : Date.parse(until) - now;
  return left < 1000 ? 'now' : `in ${formatElapsed(left)}`;
}
