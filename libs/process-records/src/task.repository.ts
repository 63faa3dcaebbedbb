import {
  decodeCursor,
  type KeysetPage,
  type KeysetRow,
  type PageRequest,
  pageOf,
  type SqlClient,
  type Statement,
} from '@app/database';
import type { TaskStatus } from '@app/process-core';
import type { Task } from './task.entity';
import type { TaskAttempt } from './task-attempt.entity';

/** A task as lists show it: without its output, and without what only running it takes. */
export type TaskSummary = Omit<
  Task,
  | 'output'
  | 'outputBytes'
  | 'timeoutMs'
  | 'retryDelayMs'
  | 'backoff'
  | 'onWorkerLost'
  | 'continueOnFailure'
  | 'env'
  | 'attemptCount'
>;

// A page of the matrix has a thousand of them.
const SUMMARY = `id, process_record_id AS "processRecordId", run_id AS "runId", task_index AS "taskIndex",
  task_name AS "taskName", status, command, working_directory AS "workingDirectory",
  timeout_minutes AS "timeoutMinutes", retry_count AS "retryCount", max_retries AS "maxRetries",
  started_at AS "startedAt", completed_at AS "completedAt", error_message AS "errorMessage", exit_code AS "exitCode",
  signal, output_truncated AS "outputTruncated", metadata`;

const COLUMNS = `${SUMMARY}, output_bytes AS "outputBytes", timeout_ms AS "timeoutMs",
  retry_delay_ms AS "retryDelayMs", backoff, on_worker_lost AS "onWorkerLost",
  continue_on_failure AS "continueOnFailure", env, attempt_count AS "attemptCount"`;

const FIND: Statement = { name: 'find_task', text: `SELECT ${COLUMNS}, output FROM tasks WHERE id = $1` };

const FIND_WITHOUT_OUTPUT: Statement = {
  name: 'find_task_without_output',
  text: `SELECT ${COLUMNS}, NULL::text AS output FROM tasks WHERE id = $1`,
};

const STATUS: Statement = { name: 'task_status', text: `SELECT status FROM tasks WHERE id = $1` };

const OF_RUN: Statement = {
  name: 'list_tasks_of_run',
  text: `SELECT ${COLUMNS}, output FROM tasks WHERE run_id = $1 ORDER BY task_index`,
};

const OF_RUN_WITHOUT_OUTPUT: Statement = {
  name: 'list_tasks_of_run_without_output',
  text: `SELECT ${COLUMNS}, NULL::text AS output FROM tasks WHERE run_id = $1 ORDER BY task_index`,
};

const OF_RUNS: Statement = {
  name: 'list_task_summaries_of_runs',
  text: `SELECT ${SUMMARY} FROM tasks WHERE run_id = ANY ($1::uuid[]) ORDER BY run_id, task_index`,
};

const ATTEMPTS: Statement = {
  name: 'list_attempts_of_tasks',
  text: `SELECT task_id AS "taskId", attempt, run_id AS "runId", worker_id AS "workerId", started_at AS "startedAt",
      completed_at AS "completedAt", outcome, exit_code AS "exitCode", signal, error_message AS "errorMessage",
      output_bytes AS "outputBytes", output_truncated AS "outputTruncated", late_result AS "lateResult"
    FROM task_attempt WHERE run_id = $1 AND task_id = ANY ($2::uuid[]) ORDER BY task_id, attempt`,
};

const LIST_IDS: Statement = {
  name: 'list_task_ids',
  text: `SELECT id, json_build_array(id) AS "cursorValues" FROM tasks WHERE id < $1 ORDER BY id DESC LIMIT $2`,
};

const COUNT: Statement = { name: 'count_tasks', text: `SELECT count(*) AS total FROM tasks` };

const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Reads tasks and their attempts. */
export class TaskRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The task, or null when it does not exist; its output is null when it is not wanted. */
  async find(id: string, withOutput: boolean): Promise<Task | null> {
    return (await this.sql.query<Task>(withOutput ? FIND : FIND_WITHOUT_OUTPUT, [id]))[0] ?? null;
  }

  /** The task's status, or null when it does not exist. */
  async findStatus(id: string): Promise<TaskStatus | null> {
    return (await this.sql.query<{ status: TaskStatus }>(STATUS, [id]))[0]?.status ?? null;
  }

  /** The run's tasks in index order; their output, up to 64 KiB each, is null when it is not wanted. */
  async listOfRun(runId: string, withOutput: boolean): Promise<Task[]> {
    return this.sql.query<Task>(withOutput ? OF_RUN : OF_RUN_WITHOUT_OUTPUT, [runId]);
  }

  /** The tasks of several runs without their output, by run and index. */
  async listSummariesOfRuns(runIds: readonly string[]): Promise<TaskSummary[]> {
    return runIds.length === 0 ? [] : this.sql.query<TaskSummary>(OF_RUNS, [runIds]);
  }

  /** The attempts of several tasks of a run, by task and number. */
  async listAttempts(runId: string, taskIds: readonly string[]): Promise<TaskAttempt[]> {
    return taskIds.length === 0 ? [] : this.sql.query<TaskAttempt>(ATTEMPTS, [runId, taskIds]);
  }

  /** One page of the ids of all tasks, newest first: they begin with the time. Throws `invalid` for a foreign cursor. */
  async listIds(page: PageRequest): Promise<KeysetPage<{ id: string }>> {
    const before = page.cursor === undefined ? AFTER_ALL : decodeCursor(page.cursor, ['uuid'])[0];
    const [rows, total] = await Promise.all([
      this.sql.query<KeysetRow<{ id: string }>>(LIST_IDS, [before, page.limit + 1]),
      this.sql.query<{ total: number }>(COUNT),
    ]);
    return pageOf(rows, page.limit, total[0]?.total ?? 0);
  }
}
