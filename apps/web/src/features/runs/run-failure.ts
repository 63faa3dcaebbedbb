import type { ProcessRun, Task } from '@app/api-client';
import { endingWords } from '../../shared/status/ending-words';

/** One sentence on why a run failed: ``Task `verify` failed: exit code 1 after 3 attempts``; null when it did not. */
export function failureSentence(
  run: Pick<ProcessRun, 'status' | 'errorMessage'>,
  tasks: readonly Task[],
): string | null {
  if (run.status !== 'FAILED') return null;
  const task = failedTask(tasks);
  if (task === undefined) return run.errorMessage ?? 'The run failed.';
  const count = task.attempts.length;
  return `Task ${task.taskName} failed: ${endingWords(task)}${count > 1 ? ` after ${count} attempts` : ''}`;
}

/** The task that made a run fail; an earlier one may have failed too, when the run was to go on regardless. */
export function failedTask(tasks: readonly Task[]): Task | undefined {
  return tasks.findLast(({ status }) => status === 'FAILED');
}
