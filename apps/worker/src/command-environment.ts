import type { ClaimedTask } from '@app/orchestrator';
import { type ResolvedInput, taskEnvironment } from '@app/process-types';

/** The variables of one attempt: the type's and the record's values, then who and what it is. */
export function commandEnvironment(held: ClaimedTask, input: ResolvedInput): Record<string, string> {
  return {
    ...taskEnvironment(held, input),
    PROCESS_RECORD_ID: held.recordId,
    RUN_ID: held.runId,
    TASK_ID: held.taskId,
    TASK_NAME: held.name,
    TASK_INDEX: String(held.index),
    TASK_ATTEMPT: String(held.attempt),
  };
}
