import type { RunningStep, Worker } from '@app/api-client';
import { lifeWords, slotsOf, workerLife } from './worker-life';

const worker = (changes: Partial<Worker>): Worker => ({
  id: 'w',
  host: 'h',
  pid: 1,
  concurrency: 4,
  running: 1,
  steps: [],
  startedAt: '2026-11-23T00:00:00Z',
  lastHeartbeatAt: '2026-11-23T00:00:00Z',
  draining: false,
  degraded: null,
  alive: true,
  isolation: 'pid-namespace',
  version: '0.1.0',
  stoppedAt: null,
  ...changes,
});
const STEP = { taskName: 'load' } as RunningStep;

it.each<[string, Partial<Worker>, RegExp | null]>([
  ['alive', {}, null],
  ['degraded', { degraded: 'spool-full: no room' }, /spool-full: no room/],
  ['draining', { draining: true, degraded: 'spool-full: no room' }, /no new work/],
  ['lost', { alive: false, draining: true }, /^Its heartbeat stopped\.$/],
  ['lost', { alive: false, steps: [STEP] }, /retried/],
  ['stopped', { alive: false, draining: true, stoppedAt: '2026-11-23T00:00:00Z' }, /shut down/],
])('%s: %j', (life, changes, words) => {
  expect(workerLife(worker(changes))).toBe(life);
  if (words === null) expect(lifeWords(worker(changes))).toBeNull();
  else expect(lifeWords(worker(changes))).toMatch(words);
});

it('counts the slots of those that live', () => {
  expect(slotsOf([worker({}), worker({ running: 4 }), worker({ alive: false, running: 3 })])).toEqual({
    used: 5,
    all: 8,
  });
});
