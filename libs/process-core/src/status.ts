/** Status of a process record and of a run. */
export const RUN_STATUSES = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** A task has the statuses of a run, and SKIPPED: kept as finished by a resume. */
export const TASK_STATUSES = [...RUN_STATUSES, 'SKIPPED'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** How an attempt ended; an attempt without an outcome is still open. */
export const ATTEMPT_OUTCOMES = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED', 'WORKER_LOST'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** True while a run can still change state. */
export function isActiveRun(status: RunStatus): boolean {
  return status === 'PENDING' || status === 'IN_PROGRESS';
}

/** True when a resume can follow: the run ended before its last task did. */
export function isResumable(status: RunStatus): boolean {
  return status === 'FAILED' || status === 'STOPPED';
}
