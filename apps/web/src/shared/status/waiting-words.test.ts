import type { Waiting } from '@app/api-client';
import { waitingWords } from './waiting-words';

const UNTIL = '2026-11-23T12:03:10.000Z';
const NOW = Date.parse('2026-11-23T12:03:02.000Z');

function waiting(fields: Partial<Waiting>): Waiting {
  const none = { until: null, ahead: null, slots: null, runsAgain: true };
  return { taskId: 't', reason: 'delivering', message: '', since: '2026-11-23T12:00:00.000Z', ...none, ...fields };
}

it.each<[Partial<Waiting>, string]>([
  [{ reason: 'no-live-worker' }, 'Waiting: no worker is alive'],
  [{ reason: 'all-workers-draining' }, 'Waiting: all workers are draining and take nothing new'],
  [{ reason: 'all-workers-degraded' }, 'Waiting: no living worker can take work, see Workers'],
  [{ reason: 'slots-busy', slots: 4, ahead: 12 }, 'Waiting: all 4 slots are busy, 12 steps ahead'],
  [{ reason: 'slots-busy', slots: 1, ahead: 0 }, 'Waiting: the only slot is busy, it is the next'],
  [{ reason: 'slots-busy', slots: 8, ahead: 1 }, 'Waiting: all 8 slots are busy, 1 step ahead'],
  [{ reason: 'slots-busy', slots: 8, ahead: 10_000 }, 'Waiting: all 8 slots are busy, 10,000 or more steps ahead'],
  [{ reason: 'backoff', until: UNTIL }, 'Retries at 12:03:10 (in 8s)'],
  [{ reason: 'backoff', until: '2026-11-23T12:03:02.400Z' }, 'Retries at 12:03:02 (now)'],
  [
    { reason: 'earlier-command-ending', until: UNTIL },
    'Waiting: the stopped command of an earlier run is still ending, 12:03:10 at the latest',
  ],
  [{ reason: 'lease-recovery', until: UNTIL }, 'Its worker was lost; runs again by 12:03:10'],
  [
    { reason: 'lease-recovery', until: UNTIL, runsAgain: false },
    'Its worker was lost; fails by 12:03:10, no retry left',
  ],
  [{ reason: 'delivering' }, 'Waiting to be handed to a worker'],
])('%j', (fields, words) => {
  expect(waitingWords(waiting(fields), NOW, true)).toBe(words);
});
