import type { ProcessRun, Task } from '@app/api-client';
import { endingWords } from '../../shared/status/ending-words';

/** One sentence on why a run failed: ``Task `verify` failed: exit code 1 after 3 attempts``; null when it did not. */
export function failureSentence(
  run: Pick<ProcessRun, 'status' | 'errorMessage'>,
  tasks: readonly Task[],
): string | null {
  if (run.status !== 'FAILED') return null;
  const task = tasks.findLast(({ status }) => status === 'FAILED');
  if (task === undefined) return run.errorMessage ?? 'The run failed.';
  const count = task.attempts.length;
  return `Task ${task.taskName} failed: ${endingWords(task)}${count > 1 ? ` after ${count} attempts` : ''}`;
}

/** The last lines that the failing task printed. */
export function lastLines(tasks: readonly Task[], count: number): string[] {
  const task = tasks.findLast(({ status }) => status === 'FAILED');
  const lines = task?.output?.trimEnd().split('\n') ?? [];
  return lines.filter((line) => line.trim() !== '').slice(-count);
}
