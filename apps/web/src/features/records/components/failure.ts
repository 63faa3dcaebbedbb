import type { ProcessRecord, TaskSummary } from '@app/api-client';
import { endingWords } from '../../../shared/status/ending-words';

/** Which task made the record fail, and how, in a few words. */
export function failureOf(
  record: Pick<ProcessRecord, 'lastErrorMessage'>,
  tasks: readonly TaskSummary[],
): { task: TaskSummary | undefined; words: string } {
  const task = tasks.findLast(({ status }) => status === 'FAILED');
  return { task, words: task === undefined ? (record.lastErrorMessage ?? 'failed') : endingWords(task) };
}
