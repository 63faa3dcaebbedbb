import type { Task } from '@app/api-client';

/** The task that one most likely wants to see: what runs or waits for its retry, else what failed, else the last that ran. */
export function likelyTask(tasks: readonly Task[]): Task | undefined {
  return (
    tasks.find(({ status }) => status === 'IN_PROGRESS') ??
    tasks.find(({ status, attempts }) => status === 'PENDING' && attempts.length > 0) ??
    tasks.findLast(({ status }) => status === 'FAILED' || status === 'STOPPED') ??
    tasks.findLast(({ attempts }) => attempts.length > 0) ??
    tasks[0]
  );
}
