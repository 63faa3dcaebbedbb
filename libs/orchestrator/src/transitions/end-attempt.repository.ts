import type { SqlClient, Statement } from '@app/database';
import type { RunStatus } from '@app/process-core';
import type { AttemptResult, TaskOutcome } from './attempt-result';
import type { ClaimedTask } from './claim-task.repository';
import { CLOSE_ATTEMPT, closeValues, STEP_HELD } from './close-attempt';
import type { StepRef } from './step';

const RETRY_TASK: Statement = {
  name: 'retry_task',
  text: `
    WITH step AS (
      UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL, version = version + 1,
        execution_time = now() + $19 * interval '1 millisecond',
        last_failure = CASE WHEN $20 THEN now() ELSE last_failure END,
        consecutive_failures = consecutive_failures + CASE WHEN $20 THEN 1 ELSE 0 END
      WHERE ${STEP_HELD}
      RETURNING run_id, version, priority
    ), ${CLOSE_ATTEMPT}, event AS (
      INSERT INTO live_event (record_id, run_id, task_id, task_index, task_status)
      SELECT process_record_id, run_id, ($1::text)::uuid, task_index, $9 FROM task
    )
    SELECT version, priority FROM step`,
};

// The run's row in scheduled_tasks moves on to the next task: there is always exactly one.
const ADVANCE_RUN: Statement = {
  name: 'advance_run',
  text: `
    WITH step AS (
      UPDATE scheduled_tasks SET task_instance = $19, picked = false, picked_by = NULL, last_heartbeat = NULL,
        version = version + 1, execution_time = now(), consecutive_failures = 0,
        last_success = CASE WHEN $5::text = 'SUCCEEDED' THEN now() ELSE last_success END,
        last_failure = CASE WHEN $5::text = 'SUCCEEDED' THEN last_failure ELSE now() END
      WHERE ${STEP_HELD}
      RETURNING run_id, version, priority
    ), ${CLOSE_ATTEMPT}, run AS (
      UPDATE process_run SET current_task_index = task.task_index + 1 FROM task WHERE id = task.run_id
    ), record AS (
      UPDATE process_record SET current_task_index = task.task_index + 1, updated_at = now()
      FROM task WHERE id = task.process_record_id
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status, task_id, task_index, task_status)
      SELECT process_record_id, 'IN_PROGRESS', run_id, 'IN_PROGRESS', ($1::text)::uuid, task_index, $9 FROM task
    )
    SELECT version, priority FROM step`,
};

// A task that is gone must not keep its run from ending: the run is found by its step.
const FINISH_RUN: Statement = {
  name: 'finish_run',
  text: `
    WITH step AS (
      DELETE FROM scheduled_tasks WHERE ${STEP_HELD} RETURNING run_id, version
    ), ${CLOSE_ATTEMPT}, run AS (
      UPDATE process_run SET status = $19::text, completed_at = now(), error_message = $20,
        current_task_index = CASE WHEN $19::text = 'COMPLETED' THEN total_tasks
          ELSE coalesce((SELECT task_index FROM task), current_task_index) END
      FROM step WHERE process_run.id = step.run_id
      RETURNING process_run.id, process_run.process_record_id, process_run.current_task_index
    ), record AS (
      UPDATE process_record SET current_status = $19::text, updated_at = now(), last_error_message = $20,
        current_task_index = run.current_task_index,
        completed_when = CASE WHEN $19::text = 'COMPLETED' THEN now() END,
        failed_when = CASE WHEN $19::text = 'FAILED' THEN now() END,
        stopped_when = CASE WHEN $19::text = 'STOPPED' THEN now() END
      FROM run WHERE process_record.id = run.process_record_id
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status, task_id, task_index, task_status)
      SELECT run.process_record_id, $19, run.id, $19, ($1::text)::uuid, task.task_index, $9
      FROM run LEFT JOIN task ON true
    )
    SELECT version FROM step`,
};

/** Ends attempts: result, task, run, record and next step in one statement each, fenced by the step's version. */
export class EndAttemptRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The same task again after `delayMs`; null when the step is no longer held at this version. */
  async retryTask(
    held: ClaimedTask,
    result: AttemptResult,
    task: TaskOutcome,
    delayMs: number,
  ): Promise<StepRef | null> {
    // What was given back, or never ran, is no failure.
    const failed = task.retryCount > held.retryCount;
    const rows = await this.end(RETRY_TASK, held, result, task, [delayMs, failed]);
    return rows[0] ? { taskId: held.taskId, ...rows[0], delayMs } : null;
  }

  /** On to the next task; null when the step is no longer held at this version. */
  async advanceRun(held: ClaimedTask, result: AttemptResult, task: TaskOutcome): Promise<StepRef | null> {
    if (held.nextTaskId === null) throw new RangeError(`task ${held.taskId} is the last of its run`);
    const rows = await this.end(ADVANCE_RUN, held, result, task, [held.nextTaskId]);
    return rows[0] ? { taskId: held.nextTaskId, ...rows[0] } : null;
  }

  /** The run is over; false when the step is no longer held at this version. */
  async finishRun(held: ClaimedTask, result: AttemptResult, task: TaskOutcome, run: RunOutcome): Promise<boolean> {
    const rows = await this.end(FINISH_RUN, held, result, task, [run.status, run.errorMessage]);
    return rows.length > 0;
  }

  private end(
    statement: Statement,
    held: ClaimedTask,
    result: AttemptResult,
    task: TaskOutcome,
    rest: readonly unknown[],
  ): Promise<{ version: number; priority: number }[]> {
    return this.sql.query<{ version: number; priority: number }>(statement, [
      ...closeValues(held, result, task),
      ...rest,
    ]);
  }
}

/** How a run ended. */
export interface RunOutcome {
  readonly status: RunStatus;
  readonly errorMessage: string | null;
}
