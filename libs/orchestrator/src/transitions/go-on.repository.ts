import type { SqlClient, Statement } from '@app/database';
import type { AttemptResult, TaskOutcome } from './attempt-result';
import {
  BEGIN_ATTEMPT,
  CLAIMED_COLUMNS,
  type ClaimedTask,
  type ClaimRow,
  FOLLOWING_TASK,
  toClaimedTask,
} from './claim-task.repository';
import { CLOSE_ATTEMPT, closeValues, STEP_HELD } from './close-attempt';

// The end of an attempt and the claim of the next task in one. The next one joins the one that ended, so that this is
// written first.
const GO_ON: Statement = {
  name: 'go_on',
  text: `
    WITH step AS (
      UPDATE scheduled_tasks SET task_instance = $19, last_heartbeat = now(), version = version + 1,
        execution_time = now(), consecutive_failures = 0, task_data = NULL,
        last_success = CASE WHEN $5::text = 'SUCCEEDED' THEN now() ELSE last_success END,
        last_failure = CASE WHEN $5::text = 'SUCCEEDED' THEN last_failure ELSE now() END
      WHERE ${STEP_HELD}
      RETURNING run_id, version
    ), ${CLOSE_ATTEMPT}, next AS (
      UPDATE tasks SET ${BEGIN_ATTEMPT}
      FROM step JOIN task ON true JOIN process_run run ON run.id = step.run_id AND run.completed_at IS NULL
      WHERE tasks.id = ($19::text)::uuid AND tasks.run_id = step.run_id AND tasks.status = 'PENDING'
      RETURNING tasks.*, run.type, run.type_version, run.input_data, run.total_tasks
    ), next_attempt AS (
      INSERT INTO task_attempt (task_id, attempt, run_id, worker_id)
      SELECT id, attempt_count, run_id, $3 FROM next
    ), run AS (
      UPDATE process_run SET current_task_index = task.task_index + 1 FROM task WHERE id = task.run_id
    ), record AS (
      UPDATE process_record SET current_task_index = task.task_index + 1, updated_at = now()
      FROM task WHERE id = task.process_record_id
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status, task_id, task_index, task_status)
      SELECT process_record_id, 'IN_PROGRESS', run_id, 'IN_PROGRESS', ($1::text)::uuid, task_index, $9::text FROM task
      UNION ALL
      SELECT process_record_id, NULL, run_id, NULL, id, task_index, 'IN_PROGRESS' FROM next
    )
    SELECT step.version, ${CLAIMED_COLUMNS}
    FROM step LEFT JOIN next AS task ON true ${FOLLOWING_TASK}`,
};

/** Lets a worker go on with the next task of a run without a delivery between. */
export class GoOnRepository {
  constructor(private readonly sql: SqlClient) {}

  /**
   * Ends an attempt and claims the next task of its run for the same worker, in one statement.
   * @returns null when the step is no longer held at this version; `next` is null when the next task cannot run: the
   * sweep ends such a run
   */
  async goOn(
    held: ClaimedTask,
    result: AttemptResult,
    task: TaskOutcome,
  ): Promise<{ readonly next: ClaimedTask | null } | null> {
    if (held.nextTaskId === null) throw new RangeError(`task ${held.taskId} is the last of its run`);
    const values = [...closeValues(held, result, task), held.nextTaskId];
    const [row] = await this.sql.query<ClaimRow | { task_id: null }>(GO_ON, values);
    if (row === undefined) return null;
    return { next: row.task_id === null ? null : toClaimedTask(row, held.workerId) };
  }
}
