import type { SqlClient, Statement } from '@app/database';
import type { ProcessTypeDefinition, RunStatus, TaskStatus } from '@app/process-core';
import type { ProcessRun } from './process-run.entity';

/** Another task of the same run. */
export interface TaskNeighbour {
  readonly id: string;
  readonly taskIndex: number;
  readonly taskName: string;
  readonly status: TaskStatus;
}

/** The task of the same name in another run of the record. */
export interface TaskInRun {
  readonly taskId: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly runStatus: RunStatus;
  readonly status: TaskStatus;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly attemptCount: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly errorMessage: string | null;
}

/** The run that a task belongs to, the definition that the run uses, and what stands before and after the task. */
export interface TaskContextRow {
  readonly run: Pick<ProcessRun, 'id' | 'runNumber' | 'type' | 'typeVersion' | 'status' | 'totalTasks' | 'inputData'>;
  readonly definition: ProcessTypeDefinition;
  readonly previous: TaskNeighbour | null;
  readonly next: TaskNeighbour | null;
}

/** Since when an attempt waited to be run, and where it ran. */
export interface AttemptContext {
  readonly attempt: number;
  readonly queuedAt: Date;
  readonly workerHost: string | null;
}

const neighbour = (task: string): string => `CASE WHEN ${task}.id IS NOT NULL THEN
      json_build_object('id', ${task}.id, 'taskIndex', ${task}.task_index, 'taskName', ${task}.task_name,
        'status', ${task}.status) END`;

const FIND: Statement = {
  name: 'find_task_context',
  text: `
    SELECT json_build_object('id', run.id, 'runNumber', run.run_number, 'type', run.type, 'typeVersion',
        run.type_version, 'status', run.status, 'totalTasks', run.total_tasks, 'inputData', run.input_data) AS run,
      version.definition, ${neighbour('previous')} AS previous, ${neighbour('next')} AS next
    FROM tasks task JOIN process_run run ON run.id = task.run_id
      JOIN process_type_version version ON version.type_name = run.type AND version.version = run.type_version
      LEFT JOIN tasks previous ON previous.run_id = task.run_id AND previous.task_index = task.task_index - 1
      LEFT JOIN tasks next ON next.run_id = task.run_id AND next.task_index = task.task_index + 1
    WHERE task.id = $1`,
};

// An attempt begins to wait when the one before it ended, the first when the task before did, or with the run. The
// tasks that a resume kept ended before that.
const ATTEMPTS: Statement = {
  name: 'attempt_contexts_of_task',
  text: `
    SELECT a.attempt, worker.host AS "workerHost", least(a.started_at, coalesce(
        lag(a.completed_at) OVER (ORDER BY a.attempt),
        greatest(run.started_at, previous.completed_at))) AS "queuedAt"
    FROM tasks task JOIN task_attempt a ON a.run_id = task.run_id AND a.task_id = task.id
      JOIN process_run run ON run.id = task.run_id
      LEFT JOIN tasks previous ON previous.run_id = task.run_id AND previous.task_index = task.task_index - 1
      LEFT JOIN worker ON worker.id = a.worker_id
    WHERE task.id = $1 ORDER BY a.attempt`,
};

const IN_OTHER_RUNS: Statement = {
  name: 'list_task_in_other_runs',
  text: `
    SELECT task.id AS "taskId", run.id AS "runId", run.run_number AS "runNumber",
      run.status AS "runStatus", task.status,
      task.started_at AS "startedAt", task.completed_at AS "completedAt", task.attempt_count AS "attemptCount",
      task.exit_code AS "exitCode", task.signal, task.error_message AS "errorMessage"
    FROM (
      (SELECT id, run_number, status FROM process_run WHERE process_record_id = $1 AND run_number > $2
        ORDER BY run_number DESC LIMIT 1)
      UNION ALL
      (SELECT id, run_number, status FROM process_run WHERE process_record_id = $1 AND run_number < $2
        ORDER BY run_number DESC LIMIT $4)
    ) run JOIN tasks task ON task.run_id = run.id AND task.task_name = $3
    ORDER BY run.run_number DESC`,
};

/** Reads what surrounds a task. */
export class TaskContextRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Run, definition and neighbours; null when the task does not exist. */
  async find(taskId: string): Promise<TaskContextRow | null> {
    return (await this.sql.query<TaskContextRow & Record<string, unknown>>(FIND, [taskId]))[0] ?? null;
  }

  /** One row for each attempt, oldest first. */
  async listAttempts(taskId: string): Promise<AttemptContext[]> {
    return this.sql.query<AttemptContext & Record<string, unknown>>(ATTEMPTS, [taskId]);
  }

  /** The task of this name in the record's newest run, when that is later than `runNumber`, and in the `limit` runs before. */
  async listInOtherRuns(recordId: string, runNumber: number, taskName: string, limit: number): Promise<TaskInRun[]> {
    return this.sql.query<TaskInRun & Record<string, unknown>>(IN_OTHER_RUNS, [recordId, runNumber, taskName, limit]);
  }
}
