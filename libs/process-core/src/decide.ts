import type { Backoff, OnWorkerLost } from './definition';
import type { AttemptOutcome, RunStatus, TaskStatus } from './status';
import { isActiveRun, isResumable } from './status';

/** How a task's failures are to be treated. Durations in milliseconds. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly retryDelayMs: number;
  readonly backoff: Backoff;
  readonly onWorkerLost: OnWorkerLost;
  readonly continueOnFailure: boolean;
}

/** The task that a run stands at. */
export interface CurrentTask {
  readonly index: number;
  readonly status: TaskStatus;
  /** Retries used so far. */
  readonly retryCount: number;
  readonly policy: RetryPolicy;
}

/** What a decision needs to know of a record's latest run; `task` is null where no run exists yet. */
export interface RunState {
  readonly status: RunStatus;
  readonly totalTasks: number;
  readonly task: CurrentTask | null;
}

export type RunEvent =
  | { readonly type: 'START' }
  | { readonly type: 'RESUME' }
  | { readonly type: 'CLAIM' }
  /** `costsRetry: false` for an attempt that is known not to have run, or that a draining worker gave back. */
  | { readonly type: 'ATTEMPT_ENDED'; readonly outcome: AttemptOutcome; readonly costsRetry?: boolean }
  | { readonly type: 'STOP' };

/** What is to happen; `refused` changes nothing. */
export type Decision =
  | { readonly kind: 'start-run'; readonly fromIndex: number }
  | { readonly kind: 'begin-attempt' }
  | { readonly kind: 'retry'; readonly retryCount: number; readonly delayMs: number }
  | { readonly kind: 'advance'; readonly taskStatus: TaskStatus; readonly toIndex: number }
  | { readonly kind: 'finish-run'; readonly taskStatus: TaskStatus; readonly runStatus: RunStatus }
  | { readonly kind: 'refused'; readonly reason: Refusal };

export type Refusal =
  | 'already-running'
  | 'not-running'
  | 'nothing-to-resume'
  | 'task-not-pending'
  | 'task-not-in-progress';

const MAX_RETRY_DELAY_MS = 24 * 60 * 60 * 1000;

/** Milliseconds to wait before the retry that follows `retriesUsed` used retries; doubles each time when exponential, a day at most. */
export function retryDelay(policy: Pick<RetryPolicy, 'retryDelayMs' | 'backoff'>, retriesUsed: number): number {
  const factor = policy.backoff === 'exponential' ? 2 ** Math.min(retriesUsed, 40) : 1;
  return Math.min(policy.retryDelayMs * factor, MAX_RETRY_DELAY_MS);
}

/** Decides what an event means for a run. Pure: the same state and event always give the same decision. */
export function decide(state: RunState, event: RunEvent): Decision {
  switch (event.type) {
    case 'START':
      return isActiveRun(state.status) && state.task !== null
        ? { kind: 'refused', reason: 'already-running' }
        : { kind: 'start-run', fromIndex: 0 };
    case 'RESUME':
      return decideResume(state);
    case 'CLAIM':
      return decideClaim(state);
    case 'ATTEMPT_ENDED':
      return decideAttemptEnded(state, event.outcome, event.costsRetry ?? true);
    case 'STOP':
      return isActiveRun(state.status) && state.task !== null
        ? { kind: 'finish-run', taskStatus: 'STOPPED', runStatus: 'STOPPED' }
        : { kind: 'refused', reason: 'not-running' };
    default:
      return unreachable(event);
  }
}

function decideResume(state: RunState): Decision {
  if (state.task !== null && isActiveRun(state.status)) return { kind: 'refused', reason: 'already-running' };
  if (state.task === null || !isResumable(state.status)) return { kind: 'refused', reason: 'nothing-to-resume' };
  return { kind: 'start-run', fromIndex: state.task.index };
}

function decideClaim(state: RunState): Decision {
  if (state.task === null || !isActiveRun(state.status)) return { kind: 'refused', reason: 'not-running' };
  return state.task.status === 'PENDING' ? { kind: 'begin-attempt' } : { kind: 'refused', reason: 'task-not-pending' };
}

function decideAttemptEnded(state: RunState, outcome: AttemptOutcome, costsRetry: boolean): Decision {
  const task = state.task;
  if (task === null || !isActiveRun(state.status)) return { kind: 'refused', reason: 'not-running' };
  if (task.status !== 'IN_PROGRESS') return { kind: 'refused', reason: 'task-not-in-progress' };
  switch (outcome) {
    case 'SUCCEEDED':
      return goOn(state, task, 'COMPLETED');
    case 'STOPPED':
      return { kind: 'finish-run', taskStatus: 'STOPPED', runStatus: 'STOPPED' };
    case 'WORKER_LOST':
      if (!costsRetry) return { kind: 'retry', retryCount: task.retryCount, delayMs: 0 };
      // The lease has already been waited for: no further delay.
      if (task.policy.onWorkerLost === 'retry' && task.retryCount < task.policy.maxRetries)
        return { kind: 'retry', retryCount: task.retryCount + 1, delayMs: 0 };
      return failed(state, task);
    case 'FAILED':
    case 'TIMED_OUT':
      if (task.retryCount < task.policy.maxRetries)
        return { kind: 'retry', retryCount: task.retryCount + 1, delayMs: retryDelay(task.policy, task.retryCount) };
      return failed(state, task);
    default:
      return unreachable(outcome);
  }
}

function failed(state: RunState, task: CurrentTask): Decision {
  if (task.policy.continueOnFailure) return goOn(state, task, 'FAILED');
  return { kind: 'finish-run', taskStatus: 'FAILED', runStatus: 'FAILED' };
}

function goOn(state: RunState, task: CurrentTask, taskStatus: TaskStatus): Decision {
  return task.index + 1 < state.totalTasks
    ? { kind: 'advance', taskStatus, toIndex: task.index + 1 }
    : { kind: 'finish-run', taskStatus, runStatus: 'COMPLETED' };
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}
