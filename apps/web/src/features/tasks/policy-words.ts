import type { TaskDetails } from '@app/api-client';
import { formatDuration } from '../../shared/time/format-duration';

type Policy = Pick<
  TaskDetails,
  | 'timeoutMinutes'
  | 'maxRetries'
  | 'retryCount'
  | 'retryDelaySeconds'
  | 'backoff'
  | 'onWorkerLost'
  | 'continueOnFailure'
>;

/** How a task's failures are treated, as name and words. */
export function policyWords(task: Policy): readonly (readonly [name: string, words: string])[] {
  return [
    ['Time limit', task.timeoutMinutes === null ? 'none' : formatDuration(task.timeoutMinutes * 60_000)],
    ['Retries', task.maxRetries === 0 ? 'none' : `${task.retryCount} of ${task.maxRetries} used`],
    ...(task.maxRetries === 0 ? [] : [['Between attempts', delayWords(task)] as const]),
    ['Worker lost', task.onWorkerLost === 'fail' || task.maxRetries === 0 ? 'the task fails' : 'costs a retry'],
    ['On failure', task.continueOnFailure ? 'the run goes on' : 'the run fails'],
  ];
}

function delayWords({ retryDelaySeconds, backoff }: Policy): string {
  if (retryDelaySeconds === 0) return 'no pause';
  const pause = formatDuration(retryDelaySeconds * 1000);
  return backoff === 'exponential' ? `${pause}, doubling each time` : pause;
}
