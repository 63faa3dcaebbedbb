import type { SqlClient, Statement } from '@app/database';
import type { TaskStatus } from '@app/process-core';

/** A task of a run as far as a comparison of runs needs it. */
export interface GridTask {
  readonly id: string;
  readonly runId: string;
  readonly taskIndex: number;
  readonly taskName: string;
  readonly status: TaskStatus;
  readonly attemptCount: number;
  /** Of all its attempts with their pauses; null before the first. */
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

const TASKS: Statement = {
  name: 'list_grid_tasks',
  text: `
    SELECT id, run_id AS "runId", task_index AS "taskIndex", task_name AS "taskName", status,
      attempt_count AS "attemptCount", started_at AS "startedAt", completed_at AS "completedAt"
    FROM tasks WHERE run_id = ANY ($1::uuid[]) ORDER BY run_id, task_index`,
};

/** Reads what is needed to lay runs of a record side by side. */
export class RunGridRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The tasks of the runs, by run and index. */
  async listTasks(runIds: readonly string[]): Promise<GridTask[]> {
    return runIds.length === 0 ? [] : this.sql.query<GridTask>(TASKS, [runIds]);
  }
}
