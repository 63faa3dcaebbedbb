import type { SqlClient, Statement } from '@app/database';
import type { RunState, RunStatus, TaskStatus } from '@app/process-core';
import { POLICY_COLUMNS, type PolicyRow, toPolicy } from './policy-row';

/** A record and its latest run, as far as starting, stopping and resuming need them. */
export interface RecordState {
  readonly recordId: string;
  readonly type: string;
  readonly inputData: string | null;
  readonly latestRunId: string | null;
  readonly state: RunState;
}

/** A task of an earlier run. */
export interface PriorTask {
  readonly id: string;
  readonly runId: string;
  readonly name: string;
  readonly status: TaskStatus;
  /** Where a task was finished that this run had skipped itself. */
  readonly keptFrom: { readonly taskId: string; readonly runId: string } | null;
}

/** A record's latest run, as far as the next one is compared with it. */
export interface LatestRun {
  readonly runNumber: number;
  readonly type: string;
  readonly typeVersion: number;
  readonly inputData: string | null;
}

interface StateRow extends PolicyRow {
  id: string;
  type: string;
  input_data: string | null;
  latest_run_id: string | null;
  current_status: RunStatus;
  total_tasks: number;
  task_index: number | null;
  status: TaskStatus;
  retry_count: number;
}

const RECORD_STATE: Statement = {
  name: 'record_state',
  text: `
    SELECT record.id, record.type, record.input_data, record.latest_run_id, record.current_status, record.total_tasks,
      task.task_index, task.status, task.retry_count, ${POLICY_COLUMNS}
    FROM process_record record
      LEFT JOIN process_run run ON run.id = record.latest_run_id
      LEFT JOIN tasks task ON task.run_id = run.id AND task.task_index = least(run.current_task_index, run.total_tasks - 1)
    WHERE record.id = $1`,
};

const RUN_TASKS: Statement = {
  name: 'tasks_of_run',
  text: `SELECT id, run_id AS "runId", task_name AS name, status, metadata->'keptFrom' AS "keptFrom" FROM tasks
    WHERE run_id = $1 ORDER BY task_index`,
};

const LATEST_RUN: Statement = {
  name: 'latest_run_to_compare',
  text: `SELECT run_number AS "runNumber", type, type_version AS "typeVersion", input_data AS "inputData"
    FROM process_run WHERE id = $1`,
};

const RUN_BY_KEY: Statement = {
  name: 'run_by_idempotency_key',
  text: `SELECT id, run_number FROM process_run WHERE process_record_id = $1 AND idempotency_key = $2`,
};

/** Reads what decisions are made from. */
export class RunStateRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The record's state, or null when it does not exist. */
  async findRecord(recordId: string): Promise<RecordState | null> {
    const row = (await this.sql.query<StateRow>(RECORD_STATE, [recordId]))[0];
    if (!row) return null;
    const task =
      row.task_index === null
        ? null
        : {
            index: row.task_index,
            status: row.status,
            retryCount: row.retry_count,
            policy: toPolicy(row),
          };
    return {
      recordId: row.id,
      type: row.type,
      inputData: row.input_data,
      latestRunId: row.latest_run_id,
      state: { status: row.current_status, totalTasks: row.total_tasks, task },
    };
  }

  async findTasks(runId: string): Promise<PriorTask[]> {
    return this.sql.query<PriorTask>(RUN_TASKS, [runId]);
  }

  /** Null when it was removed meanwhile. */
  async findLatestRun(runId: string): Promise<LatestRun | null> {
    return (await this.sql.query<LatestRun>(LATEST_RUN, [runId]))[0] ?? null;
  }

  /** The run that an earlier request with this key made, or null. */
  async findRunByIdempotencyKey(recordId: string, key: string): Promise<{ id: string; run_number: number } | null> {
    const rows = await this.sql.query<{ id: string; run_number: number }>(RUN_BY_KEY, [recordId, key]);
    return rows[0] ?? null;
  }
}
