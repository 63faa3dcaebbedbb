import type { SqlClient, Statement } from '@app/database';
import type { RetryPolicy } from '@app/process-core';
import { POLICY_COLUMNS, type PolicyRow, toPolicy } from './policy-row';
import type { StepRef } from './step';

/** An attempt that this worker now holds: all that is needed to run it and to decide what follows. */
export interface ClaimedTask {
  readonly taskId: string;
  readonly attempt: number;
  /** Version of the step's row after the claim: the fencing token of every later write. */
  readonly version: number;
  readonly workerId: string;
  readonly recordId: string;
  readonly runId: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly inputData: string | null;
  readonly index: number;
  readonly totalTasks: number;
  readonly nextTaskId: string | null;
  readonly name: string;
  readonly command: string;
  readonly workingDirectory: string | null;
  readonly timeoutMs: number | null;
  readonly retryCount: number;
  readonly policy: RetryPolicy;
  readonly env: Readonly<Record<string, string>>;
}

/** What a statement that claims gives. */
export interface ClaimRow extends PolicyRow {
  task_id: string;
  attempt: number;
  version: number;
  process_record_id: string;
  run_id: string;
  type: string;
  type_version: number;
  input_data: string | null;
  task_index: number;
  total_tasks: number;
  next_task_id: string | null;
  task_name: string;
  command: string;
  working_directory: string | null;
  timeout_ms: number | null;
  retry_count: number;
  env: Record<string, string>;
}

/** What the row of `tasks` becomes when its next attempt begins. */
export const BEGIN_ATTEMPT = `status = 'IN_PROGRESS', attempt_count = attempt_count + 1,
        started_at = coalesce(tasks.started_at, now()), completed_at = NULL, error_message = NULL, exit_code = NULL,
        signal = NULL, output = NULL, output_bytes = 0, output_truncated = false`;

/** A `ClaimRow` but for the version, from the claimed `task` with its run, and the task `following` it. */
export const CLAIMED_COLUMNS = `task.id AS task_id, task.attempt_count AS attempt, task.process_record_id, task.run_id,
      task.type, task.type_version, task.input_data, task.task_index, task.total_tasks, following.id AS next_task_id,
      task.task_name, task.command, task.working_directory, task.timeout_ms, task.retry_count, task.env,
      ${POLICY_COLUMNS}`;
export const FOLLOWING_TASK = `
      LEFT JOIN tasks following ON following.run_id = task.run_id AND following.task_index = task.task_index + 1`;

// Every transition of a run takes its scheduled_tasks row first, by version: whoever gets it has the run. A row that
// points to nothing that can run is taken as well: nobody renews it, and the sweep ends its run (`end_broken_steps`).
const CLAIM_TASK: Statement = {
  name: 'claim_task',
  text: `
    WITH step AS (
      UPDATE scheduled_tasks SET picked = true, picked_by = $3, last_heartbeat = now(), version = version + 1,
        task_data = NULL
      WHERE task_name = 'process-task' AND task_instance = $1 AND version = $2 AND NOT picked
        AND execution_time <= now()
      RETURNING run_id, task_instance, version
    ), task AS (
      UPDATE tasks SET ${BEGIN_ATTEMPT}
      FROM step JOIN process_run run ON run.id = step.run_id AND run.completed_at IS NULL
      WHERE tasks.id = step.task_instance::uuid AND tasks.run_id = step.run_id AND tasks.status = 'PENDING'
      RETURNING tasks.*, step.version, run.type, run.type_version, run.input_data, run.total_tasks
    ), attempt AS (
      INSERT INTO task_attempt (task_id, attempt, run_id, worker_id)
      SELECT id, attempt_count, run_id, $3 FROM task
    ), event AS (
      INSERT INTO live_event (record_id, run_id, task_id, task_index, task_status)
      SELECT process_record_id, run_id, id, task_index, 'IN_PROGRESS' FROM task
    )
    SELECT task.version, ${CLAIMED_COLUMNS}
    FROM task ${FOLLOWING_TASK}`,
};

// The same picture of attempts that are held already.
const HELD = `
    SELECT task.id AS task_id, task.attempt_count AS attempt, step.version, step.picked_by AS worker_id,
      task.process_record_id, task.run_id, run.type, run.type_version, run.input_data, task.task_index,
      run.total_tasks, next.id AS next_task_id, task.task_name, task.command, task.working_directory,
      task.timeout_ms, task.retry_count, task.env, ${POLICY_COLUMNS}
    FROM scheduled_tasks step JOIN process_run run ON run.id = step.run_id
      JOIN tasks task ON task.run_id = step.run_id AND task.id::text = step.task_instance
      LEFT JOIN tasks next ON next.run_id = task.run_id AND next.task_index = task.task_index + 1
    WHERE step.picked AND step.task_name = 'process-task' AND task.status = 'IN_PROGRESS'`;

const FIND_DEAD: Statement = {
  name: 'find_dead_executions',
  text: `${HELD} AND step.last_heartbeat < now() - $1 * interval '1 millisecond'
    ORDER BY step.last_heartbeat LIMIT $2`,
};

const FIND_HELD: Statement = {
  name: 'find_held_claim',
  text: `${HELD} AND step.task_instance = $1 AND step.version = $2 AND step.picked_by = $3`,
};

/** Takes due steps for a worker, and finds those whose worker is gone. */
export class ClaimTaskRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Claims the step and opens its next attempt; null when it is not due, taken by another, or of another version. */
  async claimTask(step: StepRef, workerId: string): Promise<ClaimedTask | null> {
    const rows = await this.sql.query<ClaimRow>(CLAIM_TASK, [step.taskId, step.version, workerId]);
    return rows[0] ? toClaimedTask(rows[0], workerId) : null;
  }

  /** What a claim of this step by this worker gave, when its answer was lost; null when it was not made. */
  async findHeldClaim(step: StepRef, workerId: string): Promise<ClaimedTask | null> {
    const rows = await this.sql.query<ClaimRow>(FIND_HELD, [step.taskId, step.version + 1, workerId]);
    return rows[0] ? toClaimedTask(rows[0], workerId) : null;
  }

  /** Attempts whose last heartbeat is older than `silentForMs`, oldest first. */
  async findDeadExecutions(silentForMs: number, limit: number): Promise<ClaimedTask[]> {
    const rows = await this.sql.query<ClaimRow & { worker_id: string }>(FIND_DEAD, [silentForMs, limit]);
    return rows.map((row) => toClaimedTask(row, row.worker_id));
  }
}

/** The attempt that such a row is of. */
export function toClaimedTask(row: ClaimRow, workerId: string): ClaimedTask {
  return {
    taskId: row.task_id,
    attempt: row.attempt,
    version: row.version,
    workerId,
    recordId: row.process_record_id,
    runId: row.run_id,
    type: row.type,
    typeVersion: row.type_version,
    inputData: row.input_data,
    index: row.task_index,
    totalTasks: row.total_tasks,
    nextTaskId: row.next_task_id,
    name: row.task_name,
    command: row.command,
    workingDirectory: row.working_directory,
    timeoutMs: row.timeout_ms,
    retryCount: row.retry_count,
    policy: toPolicy(row),
    env: row.env,
  };
}
