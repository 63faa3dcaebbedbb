import type { Task, TaskAttempt } from '@app/api-client';
import { likelyTask } from './choose-task';
import { failureSentence } from './run-failure';

function task(fields: Partial<Task>, attempts = 1): Task {
  const ending = { exitCode: null, signal: null, errorMessage: null, output: null };
  const some = Array.from({ length: attempts }, () => ({}) as TaskAttempt);
  return { taskName: 'verify', status: 'COMPLETED', attempts: some, ...ending, ...fields } as Task;
}

const failedRun = { status: 'FAILED', errorMessage: 'Task verify failed.' } as const;

describe('failureSentence', () => {
  it.each([
    ['an exit code', { exitCode: 1 }, 1, 'Task verify failed: exit code 1'],
    ['the attempts', { exitCode: 1 }, 3, 'Task verify failed: exit code 1 after 3 attempts'],
    ['a signal', { signal: 'SIGKILL', exitCode: null }, 1, 'Task verify failed: ended by SIGKILL'],
    [
      'why it was ended',
      { signal: 'SIGTERM', exitCode: null, errorMessage: 'timed out after 5 s' },
      1,
      'Task verify failed: timed out after 5 s',
    ],
    [
      'what is short of a long error',
      { exitCode: 127, errorMessage: 'exit code 127: sh: 1: foo: not found' },
      1,
      'Task verify failed: exit code 127',
    ],
    ['an error before any exit', { errorMessage: 'no folder /data' }, 1, 'Task verify failed: no folder /data'],
    [
      'an error although it exited with 0',
      { exitCode: 0, errorMessage: 'timed out' },
      1,
      'Task verify failed: timed out',
    ],
  ])('names %s', (_case, ending, attempts, words) => {
    expect(failureSentence(failedRun, [task({ status: 'FAILED', ...ending }, attempts)])).toBe(words);
  });

  it('falls back to the words of the run', () => {
    expect(failureSentence(failedRun, [])).toBe('Task verify failed.');
  });

  it('says nothing of a run that did not fail, even when a task did', () => {
    expect(failureSentence({ status: 'COMPLETED', errorMessage: null }, [task({ status: 'FAILED' })])).toBeNull();
  });
});

describe('likelyTask', () => {
  const done = task({ taskName: 'done' });
  const pending = task({ taskName: 'pending', status: 'PENDING' }, 0);
  const running = task({ taskName: 'running', status: 'IN_PROGRESS' });
  const retrying = task({ taskName: 'retrying', status: 'PENDING' });
  const failed = task({ taskName: 'failed', status: 'FAILED' });

  it.each([
    ['what runs', [failed, running, pending], 'running'],
    ['what waits for its retry', [done, retrying, pending], 'retrying'],
    ['what failed', [done, failed, pending], 'failed'],
    ['the last that ran', [done, { ...done, taskName: 'last' }], 'last'],
    ['the first when none ran', [pending, { ...pending, taskName: 'later' }], 'pending'],
  ])('is %s', (_case, tasks, name) => expect(likelyTask(tasks)?.taskName).toBe(name));
});
