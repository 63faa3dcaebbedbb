import type { Execution, ExecutionOutcome, ScheduledTask } from '@app/api-client';
import { type DisplayStatus, outcomeDisplayStatus } from '../../shared/status/display-status';

/** What a row is, for people: `nightly-backup · verify`. */
export function workTitle(
  row: Pick<ScheduledTask | Execution, 'taskName' | 'taskInstance' | 'processRecordId' | 'stepName'>,
): string {
  switch (row.taskName) {
    case 'process-task':
      return `${row.processRecordId ?? row.taskInstance} · ${row.stepName ?? 'step'}`;
    case 'process-schedule':
      return `${row.taskInstance} · schedule`;
    default:
      return row.taskInstance;
  }
}

/** What the rows of a name are. */
export function nameWords(taskName: string): string {
  switch (taskName) {
    case 'process-task':
      return 'Steps of runs';
    case 'process-schedule':
      return 'Next fires of schedules';
    case 'maintenance':
      return 'Upkeep of the product';
    default:
      return 'Rows of another version';
  }
}

/** What a row's badge shows. */
export function workStatus({ state, taskName }: Pick<ScheduledTask, 'state' | 'taskName'>): DisplayStatus {
  switch (state) {
    case 'running':
      return 'IN_PROGRESS';
    case 'failed':
      return taskName === 'maintenance' ? 'FAILED' : 'RETRYING';
    case 'scheduled':
      return 'PENDING';
    default: {
      const unknown: never = state;
      throw new TypeError(`unknown state ${String(unknown)}`);
    }
  }
}

/** What an execution's badge shows; of a fire what became of it. */
export function executionStatus(outcome: ExecutionOutcome | null): DisplayStatus {
  switch (outcome) {
    case 'RUN':
      return 'COMPLETED';
    case 'QUEUED':
      return 'PENDING';
    case 'SKIPPED':
      return 'SKIPPED';
    default:
      return outcomeDisplayStatus(outcome);
  }
}

const OUTCOMES: Readonly<Record<ExecutionOutcome, string>> = {
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'Timed out',
  STOPPED: 'Stopped',
  WORKER_LOST: 'Worker lost',
  RUN: 'Fired',
  QUEUED: 'Fire queued',
  SKIPPED: 'Fire skipped',
};

/** All outcomes with their words, in the order in which they are offered. */
export const OUTCOME_WORDS = Object.entries(OUTCOMES) as readonly [ExecutionOutcome, string][];
