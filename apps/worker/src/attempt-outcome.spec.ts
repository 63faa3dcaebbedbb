import type { CommandEnd } from '@app/cli-executor';
import type { ClaimedTask } from '@app/orchestrator';
import { attemptReport, withoutOutput } from './attempt-outcome';
import { type EndReason, RunningAttempts } from './running-attempts';

const held = { taskId: 't', attempt: 1, timeoutMs: 1500 } as ClaimedTask;

it.each<[CommandEnd, EndReason | undefined, string, boolean, string | null]>([
  [{ kind: 'exited', exitCode: 0 }, undefined, 'SUCCEEDED', true, null],
  // It was asked to end, but had ended by itself: what counts is what it did.
  [{ kind: 'exited', exitCode: 0 }, 'draining', 'SUCCEEDED', true, null],
  [{ kind: 'exited', exitCode: 3 }, undefined, 'FAILED', true, 'exit code 3'],
  [{ kind: 'signaled', signal: 'SIGSEGV' }, undefined, 'FAILED', true, 'ended by SIGSEGV'],
  [{ kind: 'timed-out', exitCode: null, signal: 'SIGTERM' }, undefined, 'TIMED_OUT', true, 'timed out after 1.5 s'],
  [{ kind: 'stopped', exitCode: null, signal: 'SIGTERM' }, 'stopped', 'STOPPED', true, 'stopped'],
  [
    { kind: 'stopped', exitCode: null, signal: 'SIGTERM' },
    'lease-gone',
    'WORKER_LOST',
    true,
    "the worker's lease was gone",
  ],
  [
    { kind: 'stopped', exitCode: null, signal: 'SIGTERM' },
    'draining',
    'WORKER_LOST',
    false,
    'the worker was shut down',
  ],
  [{ kind: 'not-started', reason: 'no folder /x' }, undefined, 'FAILED', true, 'no folder /x'],
  [
    { kind: 'stopped', exitCode: null, signal: 'SIGTERM' },
    'output-not-kept',
    'FAILED',
    true,
    'its output was not kept',
  ],
  [{ kind: 'withheld', reason: 'the lease is over' }, undefined, 'WORKER_LOST', false, 'the lease is over'],
  [{ kind: 'lost', reason: 'its slot died' }, undefined, 'WORKER_LOST', true, 'its slot died'],
])('%j asked to end by %s is %s', (end, reason, outcome, costsRetry, errorMessage) => {
  const report = attemptReport(held, end, reason, null);
  expect(report).toMatchObject({ costsRetry, result: { outcome, errorMessage } });
});

it.each([
  ['SUCCEEDED', 'FAILED', 'the disk is full'],
  ['TIMED_OUT', 'FAILED', 'the disk is full'],
  // What was stopped or lost is over for that reason.
  ['STOPPED', 'STOPPED', 'before'],
  ['WORKER_LOST', 'WORKER_LOST', 'before'],
] as const)('%s without its output is %s', (before, outcome, errorMessage) => {
  const result = { outcome: before, exitCode: null, signal: null, errorMessage: 'before', output: null };
  expect(withoutOutput({ result, costsRetry: true }, 'the disk is full').result).toMatchObject({
    outcome,
    errorMessage,
  });
});

it.each([
  [127, 'working\nsh: 1: nosuch: not found\n', 'exit code 127: sh: 1: nosuch: not found'],
  [126, 'sh: 1: ./plain: Permission denied\n', 'exit code 126: sh: 1: ./plain: Permission denied'],
  [127, '', 'exit code 127'],
  [1, 'its own business\n', 'exit code 1'],
])('exit code %i after %j names the command that could not be run', (exitCode, tail, errorMessage) => {
  const output = { tail, bytes: tail.length, truncated: false, lastChunk: null };
  const { result } = attemptReport(held, { kind: 'exited', exitCode }, undefined, output);
  expect(result).toMatchObject({ outcome: 'FAILED', errorMessage });
});

describe('RunningAttempts', () => {
  const command = () => {
    const stop = jest.fn();
    return { end: new Promise<never>(() => undefined), stop, kill: jest.fn() };
  };

  it('stops the command of a stopped task, whichever comes first', () => {
    const running = new RunningAttempts();
    const [early, late] = [command(), command()];
    const first = running.add({ ...held, taskId: 'first' });
    first.began(early);
    running.stop('first');
    running.stop('second');
    running.add({ ...held, taskId: 'second' }).began(late);
    expect(early.stop).toHaveBeenCalledTimes(1);
    expect(late.stop).toHaveBeenCalledTimes(1);
  });

  it('keeps the first reason, and forgets what ended', () => {
    const running = new RunningAttempts();
    const attempt = running.add(held);
    attempt.end('draining');
    attempt.end('lease-gone');
    expect(attempt.endReason).toBe('draining');
    running.remove(attempt);
    expect(running.size).toBe(0);
  });
});
