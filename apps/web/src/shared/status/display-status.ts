import type { AttemptOutcome, TaskStatus } from '@app/api-client';

/** What a badge can show: the stored statuses, and two that are told from an attempt or a retry that waits. */
export type DisplayStatus = TaskStatus | 'RETRYING' | 'WORKER_LOST' | 'TIMED_OUT';

export type StatusTone = 'pending' | 'running' | 'completed' | 'failed' | 'stopped' | 'skipped' | 'retrying' | 'lost';

export interface StatusLook {
  readonly word: string;
  /** Names both the colour and the icon's shape. */
  readonly tone: StatusTone;
}

/** The word, colour and shape of a status. */
export function statusLook(status: DisplayStatus): StatusLook {
  switch (status) {
    case 'PENDING':
      return { word: 'Pending', tone: 'pending' };
    case 'IN_PROGRESS':
      return { word: 'In progress', tone: 'running' };
    case 'COMPLETED':
      return { word: 'Completed', tone: 'completed' };
    case 'FAILED':
      return { word: 'Failed', tone: 'failed' };
    case 'STOPPED':
      return { word: 'Stopped', tone: 'stopped' };
    case 'SKIPPED':
      return { word: 'Skipped', tone: 'skipped' };
    case 'RETRYING':
      return { word: 'Retrying', tone: 'retrying' };
    case 'WORKER_LOST':
      return { word: 'Worker lost', tone: 'lost' };
    case 'TIMED_OUT':
      return { word: 'Timed out', tone: 'failed' };
    default:
      return unreachable(status);
  }
}

/** What a task shows: one that waits after a failed attempt is not simply pending. */
export function taskDisplayStatus(task: {
  status: TaskStatus;
  retryCount: number;
  startedAt: string | null;
}): DisplayStatus {
  const triedBefore = task.retryCount > 0 || task.startedAt !== null;
  return task.status === 'PENDING' && triedBefore ? 'RETRYING' : task.status;
}

/** What an attempt shows; without an outcome it still runs. */
export function outcomeDisplayStatus(outcome: AttemptOutcome | null): DisplayStatus {
  switch (outcome) {
    case null:
      return 'IN_PROGRESS';
    case 'SUCCEEDED':
      return 'COMPLETED';
    case 'FAILED':
    case 'STOPPED':
    case 'TIMED_OUT':
    case 'WORKER_LOST':
      return outcome;
    default:
      return unreachable(outcome);
  }
}

function unreachable(value: never): never {
  throw new TypeError(`unknown status ${String(value)}`);
}
