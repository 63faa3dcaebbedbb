import { type CurrentTask, decide, type Decision, type RunEvent, type RunState, retryDelay } from './decide';
import { ATTEMPT_OUTCOMES, RUN_STATUSES, TASK_STATUSES, type RunStatus, type TaskStatus } from './status';

const policy = {
  maxRetries: 2,
  retryDelayMs: 1000,
  backoff: 'fixed',
  onWorkerLost: 'retry',
  continueOnFailure: false,
} as const;

function task(overrides: Partial<CurrentTask> = {}): CurrentTask {
  return { index: 1, status: 'IN_PROGRESS', retryCount: 0, policy, ...overrides };
}

function state(status: RunStatus, current: CurrentTask | null = task()): RunState {
  return { status, totalTasks: 3, task: current };
}

const refused = (reason: string) => ({ kind: 'refused', reason });

describe('decide: start, resume and stop by status of the run', () => {
  it.each<[RunStatus, RunEvent['type'], unknown]>([
    ['PENDING', 'START', refused('already-running')],
    ['IN_PROGRESS', 'START', refused('already-running')],
    ['COMPLETED', 'START', { kind: 'start-run', fromIndex: 0 }],
    ['FAILED', 'START', { kind: 'start-run', fromIndex: 0 }],
    ['STOPPED', 'START', { kind: 'start-run', fromIndex: 0 }],
    ['PENDING', 'RESUME', refused('already-running')],
    ['IN_PROGRESS', 'RESUME', refused('already-running')],
    ['COMPLETED', 'RESUME', refused('nothing-to-resume')],
    ['FAILED', 'RESUME', { kind: 'start-run', fromIndex: 1 }],
    ['STOPPED', 'RESUME', { kind: 'start-run', fromIndex: 1 }],
    ['PENDING', 'STOP', { kind: 'finish-run', taskStatus: 'STOPPED', runStatus: 'STOPPED' }],
    ['IN_PROGRESS', 'STOP', { kind: 'finish-run', taskStatus: 'STOPPED', runStatus: 'STOPPED' }],
    ['COMPLETED', 'STOP', refused('not-running')],
    ['FAILED', 'STOP', refused('not-running')],
    ['STOPPED', 'STOP', refused('not-running')],
  ])('%s × %s', (status, type, expected) => {
    expect(decide(state(status), { type } as RunEvent)).toEqual(expected);
  });

  it('starts a record that never ran, and has nothing to stop or resume in it', () => {
    const fresh = state('PENDING', null);
    expect(decide(fresh, { type: 'START' })).toEqual({ kind: 'start-run', fromIndex: 0 });
    expect(decide(fresh, { type: 'STOP' })).toEqual(refused('not-running'));
    expect(decide(fresh, { type: 'RESUME' })).toEqual(refused('nothing-to-resume'));
  });
});

describe('decide: claim', () => {
  it.each(TASK_STATUSES.map((status) => [status] as [TaskStatus]))('of a task that is %s', (status) => {
    const expected = status === 'PENDING' ? { kind: 'begin-attempt' } : refused('task-not-pending');
    expect(decide(state('IN_PROGRESS', task({ status })), { type: 'CLAIM' })).toEqual(expected);
  });

  it.each(RUN_STATUSES.filter((status) => status !== 'IN_PROGRESS' && status !== 'PENDING').map((status) => [status]))(
    'is refused for a run that is %s',
    (status) => {
      expect(decide(state(status, task({ status: 'PENDING' })), { type: 'CLAIM' })).toEqual(refused('not-running'));
    },
  );
});

describe('decide: an attempt ended', () => {
  const ended = (
    outcome: (typeof ATTEMPT_OUTCOMES)[number],
    current: Partial<CurrentTask> = {},
    costsRetry?: boolean,
  ) =>
    decide(state('IN_PROGRESS', task(current)), {
      type: 'ATTEMPT_ENDED',
      outcome,
      ...(costsRetry !== undefined && { costsRetry }),
    });

  it('advances after success, and completes the run after the last task', () => {
    expect(ended('SUCCEEDED')).toEqual({ kind: 'advance', taskStatus: 'COMPLETED', toIndex: 2 });
    expect(ended('SUCCEEDED', { index: 2 })).toEqual({
      kind: 'finish-run',
      taskStatus: 'COMPLETED',
      runStatus: 'COMPLETED',
    });
  });

  it.each([
    ['FAILED', 0, { kind: 'retry', retryCount: 1, delayMs: 1000 }],
    ['FAILED', 1, { kind: 'retry', retryCount: 2, delayMs: 1000 }],
    ['FAILED', 2, { kind: 'finish-run', taskStatus: 'FAILED', runStatus: 'FAILED' }],
    ['TIMED_OUT', 1, { kind: 'retry', retryCount: 2, delayMs: 1000 }],
    ['TIMED_OUT', 2, { kind: 'finish-run', taskStatus: 'FAILED', runStatus: 'FAILED' }],
    ['WORKER_LOST', 1, { kind: 'retry', retryCount: 2, delayMs: 0 }],
    ['WORKER_LOST', 2, { kind: 'finish-run', taskStatus: 'FAILED', runStatus: 'FAILED' }],
    ['STOPPED', 0, { kind: 'finish-run', taskStatus: 'STOPPED', runStatus: 'STOPPED' }],
  ] as const)('%s with %i of 2 retries used', (outcome, retryCount, expected) => {
    expect(ended(outcome, { retryCount })).toEqual(expected);
  });

  it('never starts a command twice with maxRetries 0', () => {
    const none = { policy: { ...policy, maxRetries: 0 } };
    for (const outcome of ATTEMPT_OUTCOMES) expect(ended(outcome, none).kind).not.toBe('retry');
  });

  it('fails on a lost worker where the task says so, although retries are left', () => {
    const strict = { policy: { ...policy, onWorkerLost: 'fail' } } as const;
    expect(ended('WORKER_LOST', strict).kind).toBe('finish-run');
    expect(ended('FAILED', strict).kind).toBe('retry');
  });

  it('retries what did not run without using a retry, whatever the policy', () => {
    const strict = { retryCount: 0, policy: { ...policy, maxRetries: 0, onWorkerLost: 'fail' } } as const;
    expect(ended('WORKER_LOST', strict, false)).toEqual({ kind: 'retry', retryCount: 0, delayMs: 0 });
  });

  it('goes on after a failure where the task says so, once its retries are used', () => {
    const lenient = { policy: { ...policy, continueOnFailure: true } };
    expect(ended('FAILED', { ...lenient, retryCount: 1 }).kind).toBe('retry');
    expect(ended('FAILED', { ...lenient, retryCount: 2 })).toEqual({
      kind: 'advance',
      taskStatus: 'FAILED',
      toIndex: 2,
    });
    expect(ended('FAILED', { ...lenient, retryCount: 2, index: 2 })).toEqual({
      kind: 'finish-run',
      taskStatus: 'FAILED',
      runStatus: 'COMPLETED',
    });
  });

  it.each(['COMPLETED', 'FAILED', 'STOPPED'] as const)('changes nothing in a run that is %s', (status) => {
    for (const outcome of ATTEMPT_OUTCOMES)
      expect(decide(state(status), { type: 'ATTEMPT_ENDED', outcome })).toEqual(refused('not-running'));
  });

  it.each(TASK_STATUSES.filter((status) => status !== 'IN_PROGRESS').map((status) => [status]))(
    'changes nothing in a task that is %s',
    (status) => {
      expect(ended('SUCCEEDED', { status })).toEqual(refused('task-not-in-progress'));
    },
  );
});

describe('retryDelay', () => {
  it.each([
    ['fixed', 0, 1000],
    ['fixed', 9, 1000],
    ['exponential', 0, 1000],
    ['exponential', 3, 8000],
    ['exponential', 1000, 24 * 60 * 60 * 1000],
  ] as const)('%s after %i retries', (backoff, used, expected) => {
    expect(retryDelay({ retryDelayMs: 1000, backoff }, used)).toBe(expected);
  });
});

// Keeps the decision type exhaustive: a new kind must be named here before this compiles.
const KINDS: Record<Decision['kind'], true> = {
  'start-run': true,
  'begin-attempt': true,
  retry: true,
  advance: true,
  'finish-run': true,
  refused: true,
};

it('only ever gives known kinds', () => {
  for (const status of RUN_STATUSES)
    for (const taskStatus of TASK_STATUSES)
      for (const outcome of ATTEMPT_OUTCOMES)
        for (const event of [
          { type: 'START' },
          { type: 'CLAIM' },
          { type: 'STOP' },
          { type: 'ATTEMPT_ENDED', outcome },
        ] as RunEvent[])
          expect(KINDS[decide(state(status, task({ status: taskStatus })), event).kind]).toBe(true);
});
