import type { AttemptOutcome, RunStatus, TaskStatus } from '@app/api-client';

/** What a badge can show: the stored statuses, and those told from an attempt, a retry that waits or a run that is over. */
export type DisplayStatus = TaskStatus | 'NOT_RUN' | 'RETRYING' | 'WORKER_LOST' | 'TIMED_OUT';

export type StatusTone =
  | 'pending'
  | 'running'
  | 'completed'
  | 'failed'
  | 'stopped'
  | 'skipped'
  | 'notrun'
  | 'retrying'
  | 'lost';

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
    case 'NOT_RUN':
      return { word: 'Not run', tone: 'notrun' };
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

/**
 * What a task shows: one that waits after a failed attempt is not simply pending, and one that its run never came to
 * is not going to run.
 * @param runStatus of the task's run, or of its record when the run is the latest
 */
export function taskDisplayStatus(
  task: { status: TaskStatus; retryCount: number; startedAt: string | null },
  runStatus: RunStatus,
): DisplayStatus {
  if (task.status !== 'PENDING') return task.status;
  if (runStatus !== 'IN_PROGRESS' && runStatus !== 'PENDING') return 'NOT_RUN';
  return task.retryCount > 0 || task.startedAt !== null ? 'RETRYING' : 'PENDING';
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
