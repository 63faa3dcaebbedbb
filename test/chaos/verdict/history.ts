import type { SqlClient } from '@app/database';

/** What the product's database says of the workload. */
export interface History {
  readonly runs: readonly RunRow[];
  readonly tasks: readonly TaskRow[];
  readonly attempts: readonly AttemptRow[];
}

export interface RunRow {
  readonly id: string;
  readonly record_id: string;
  readonly status: string;
}

export interface TaskRow {
  readonly id: string;
  readonly run_id: string;
  readonly status: string;
  readonly attempt_count: number;
  readonly max_retries: number;
}

export interface AttemptRow {
  readonly task_id: string;
  readonly attempt: number;
  readonly outcome: string | null;
  /** Process id of the worker that ran it; null when its row is gone. */
  readonly worker_pid: number | null;
}

export async function readHistory(sql: SqlClient): Promise<History> {
  return {
    runs: await sql.query<RunRow>({
      name: 'chaos_runs',
      text: 'SELECT id, process_record_id AS record_id, status FROM process_run',
    }),
    tasks: await sql.query<TaskRow>({
      name: 'chaos_tasks',
      text: 'SELECT id, run_id, status, attempt_count, max_retries FROM tasks',
    }),
    attempts: await sql.query<AttemptRow>({
      name: 'chaos_attempts',
      text: `SELECT a.task_id, a.attempt, a.outcome, w.pid AS worker_pid
        FROM task_attempt a LEFT JOIN worker w ON w.id = a.worker_id`,
    }),
  };
}
