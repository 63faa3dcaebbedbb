import type { SqlClient, Statement } from '@app/database';

/** Name and instance of a row of the work list. */
export interface RowKey {
  readonly taskName: string;
  readonly taskInstance: string;
}

/** What decides what can be done with a row. */
export interface WorkListRow extends RowKey {
  readonly version: number;
  readonly picked: boolean;
  readonly pickedBy: string | null;
  /** Of a run's row. */
  readonly runId: string | null;
  readonly due: boolean;
  /** Waits until the stopped command of an earlier run has ended. */
  readonly held: boolean;
}

/** A row that was moved in time. */
export interface MovedRow extends RowKey {
  readonly version: number;
  /** Until it is due; 0: now. */
  readonly delayMs: number;
}

const FIND: Statement = {
  name: 'find_work_list_row',
  text: `
    SELECT task_name AS "taskName", task_instance AS "taskInstance", version, picked, picked_by AS "pickedBy",
      run_id AS "runId", execution_time <= now() AS due, run_id IS NOT NULL AND task_data IS NOT NULL AS held
    FROM scheduled_tasks WHERE task_name = $1 AND task_instance = $2`,
};

// A step that is held must not begin before the command that it waits for has ended.
const FREE = `NOT s.picked AND (s.task_name <> 'process-task' OR s.task_data IS NULL)`;

const MOVED = `
    event AS (
      INSERT INTO live_event (record_id, run_id, task_id, task_index, task_status)
      SELECT task.process_record_id, task.run_id, task.id, task.task_index, task.status
      FROM moved JOIN tasks task ON task.run_id = moved.run_id AND task.id::text = moved.task_instance
    )
    SELECT task_name AS "taskName", task_instance AS "taskInstance", version,
      greatest(0, extract(epoch FROM execution_time - now()) * 1000)::float8 AS "delayMs"
    FROM moved`;

const MOVE: Statement = {
  name: 'move_work_list_row',
  text: `
    WITH moved AS (
      UPDATE scheduled_tasks s SET execution_time = greatest(coalesce($4::timestamptz, now()), now()),
        version = version + 1
      WHERE s.task_name = $1 AND s.task_instance = $2 AND s.version = $3 AND ${FREE}
      RETURNING s.*
    ), ${MOVED}`,
};

// What is being claimed at this moment is left to that.
const MOVE_FAILED: Statement = {
  name: 'move_failed_work_list_rows',
  text: `
    WITH failed AS (
      SELECT s.task_name, s.task_instance FROM scheduled_tasks s
      WHERE s.task_name = $1 AND s.consecutive_failures > 0 AND s.execution_time > now() AND ${FREE}
      ORDER BY s.execution_time LIMIT $2 FOR UPDATE SKIP LOCKED
    ), moved AS (
      UPDATE scheduled_tasks s SET execution_time = now(), version = version + 1
      FROM failed WHERE s.task_name = failed.task_name AND s.task_instance = failed.task_instance
      RETURNING s.*
    ), ${MOVED}`,
};

/** Moves rows of the work list in time, by the database's clock. */
export class WorkListRepository {
  constructor(private readonly sql: SqlClient) {}

  async find({ taskName, taskInstance }: RowKey): Promise<WorkListRow | null> {
    const rows = await this.sql.query<WorkListRow & Record<string, unknown>>(FIND, [taskName, taskInstance]);
    return rows[0] ?? null;
  }

  /**
   * Lets a row that nobody holds become due at a time.
   * @param at in the past: now
   * @returns null when it is held, or no longer of this version
   */
  async move(row: RowKey & { readonly version: number }, at: Date | null): Promise<MovedRow | null> {
    const values = [row.taskName, row.taskInstance, row.version, at];
    return (await this.sql.query<MovedRow & Record<string, unknown>>(MOVE, values))[0] ?? null;
  }

  /** Lets up to `limit` rows of a name that wait after a failure become due now. */
  async moveFailed(taskName: string, limit: number): Promise<readonly MovedRow[]> {
    return this.sql.query<MovedRow & Record<string, unknown>>(MOVE_FAILED, [taskName, limit]);
  }
}
