import type { RetryPolicy } from '@app/process-core';

/** The columns of a task that say how its failures are to be treated. */
export interface PolicyRow {
  max_retries: number;
  retry_delay_ms: number;
  backoff: RetryPolicy['backoff'];
  on_worker_lost: RetryPolicy['onWorkerLost'];
  continue_on_failure: boolean;
}

/** Those columns, of `tasks AS task`. */
export const POLICY_COLUMNS =
  'task.max_retries, task.retry_delay_ms, task.backoff, task.on_worker_lost, task.continue_on_failure';

/** The policy in such a row. */
export function toPolicy(row: PolicyRow): RetryPolicy {
  return {
    maxRetries: row.max_retries,
    retryDelayMs: row.retry_delay_ms,
    backoff: row.backoff,
    onWorkerLost: row.on_worker_lost,
    continueOnFailure: row.continue_on_failure,
  };
}
