import type { AttemptOutcome } from '@app/process-core';
import type { TaskAttempt } from '@app/process-records';
import { retryDueAt } from './retry-due';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 23, 12, 0, second));

function attempt(from: number, to: number | null, outcome: AttemptOutcome | null): TaskAttempt {
  return { startedAt: at(from), completedAt: to === null ? null : at(to), outcome } as TaskAttempt;
}

const fixed = { retryDelayMs: 10_000, backoff: 'fixed' } as const;

it('is the end of the pause after the attempt before', () => {
  const attempts = [attempt(0, 2, 'FAILED'), attempt(15, 16, 'TIMED_OUT'), attempt(30, null, null)];
  expect(attempts.map((_, index) => retryDueAt(fixed, attempts, index))).toEqual([null, at(12), at(26)]);
});

it('grows with an exponential delay', () => {
  const attempts = [attempt(0, 1, 'FAILED'), attempt(11, 12, 'FAILED'), attempt(40, null, null)];
  expect(retryDueAt({ ...fixed, backoff: 'exponential' }, attempts, 2)).toEqual(at(32));
});

it('is at once after a lost worker, and never after the attempt began', () => {
  expect(retryDueAt(fixed, [attempt(0, 20, 'WORKER_LOST'), attempt(22, null, null)], 1)).toEqual(at(20));
  expect(retryDueAt(fixed, [attempt(0, 2, 'FAILED'), attempt(5, null, null)], 1)).toEqual(at(5));
});
