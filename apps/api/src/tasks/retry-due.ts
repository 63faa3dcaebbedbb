import { retryDelay } from '@app/process-core';
import type { Task, TaskAttempt } from '@app/process-records';

/**
 * When the pause before an attempt was over, and it began to wait for a worker; null for the first attempt. A lost
 * worker's task has no pause.
 * @param attempts those of the task, oldest first
 * @param index of the attempt in them
 */
export function retryDueAt(
  policy: Pick<Task, 'retryDelayMs' | 'backoff'>,
  attempts: readonly TaskAttempt[],
  index: number,
): Date | null {
  const before = attempts[index - 1];
  const attempt = attempts[index];
  if (!before?.completedAt || !attempt) return null;
  const paused = before.outcome === 'FAILED' || before.outcome === 'TIMED_OUT';
  const due = before.completedAt.getTime() + (paused ? retryDelay(policy, index - 1) : 0);
  // Attempts that cost no retry are counted here as well: an exponential delay may come out too long.
  return new Date(Math.min(due, attempt.startedAt.getTime()));
}
