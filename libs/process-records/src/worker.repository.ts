import type { SqlClient, Statement } from '@app/database';
import type { WorkerInstance } from './worker.entity';

/** A step that a worker runs. */
export interface RunningStep {
  readonly processRecordId: string;
  readonly runId: string;
  readonly taskId: string;
  readonly taskIndex: number;
  readonly taskName: string;
  readonly attempt: number;
  /** When the attempt was begun: ISO 8601, UTC. */
  readonly startedAt: string;
}

/** A worker, what it holds, and whether it lives. */
export type WorkerState = WorkerInstance & {
  readonly running: number;
  readonly steps: readonly RunningStep[];
  readonly alive: boolean;
};

// What a worker holds is read from the rows that it holds: a counter would drift. There are never more than it has
// slots, each is found by index, and so are its task and the one attempt of it that is open. All times are the
// database's.
const LIST: Statement = {
  name: 'list_workers',
  text: `
    SELECT w.id, w.host, w.pid, w.concurrency, w.isolation, w.version, w.started_at AS "startedAt",
      w.last_heartbeat_at AS "lastHeartbeatAt", w.draining, w.degraded, w.stopped_at AS "stoppedAt",
      held.running, held.steps,
      w.stopped_at IS NULL AND w.last_heartbeat_at > now() - $1 * interval '1 millisecond' AS alive
    FROM worker w
      CROSS JOIN LATERAL (
        SELECT count(*)::integer AS running,
          coalesce(json_agg(json_build_object(
            'processRecordId', task.process_record_id, 'runId', task.run_id, 'taskId', task.id,
            'taskIndex', task.task_index, 'taskName', task.task_name, 'attempt', attempt.attempt,
            'startedAt', to_char(attempt.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
          ) ORDER BY attempt.started_at, task.id) FILTER (WHERE attempt.attempt IS NOT NULL), '[]') AS steps
        FROM scheduled_tasks step
          LEFT JOIN tasks task
            ON task.run_id = step.run_id AND task.id = CASE WHEN step.task_name = 'process-task' THEN step.task_instance::uuid END
          LEFT JOIN task_attempt attempt ON attempt.run_id = task.run_id AND attempt.task_id = task.id
            AND attempt.completed_at IS NULL
        WHERE step.picked AND step.picked_by = w.id
      ) held
    WHERE coalesce(w.stopped_at, w.last_heartbeat_at) > now() - $2 * interval '1 millisecond'
    ORDER BY w.started_at DESC, w.id`,
};

const METRICS: Statement = {
  name: 'worker_metrics',
  text: `SELECT metrics FROM worker WHERE metrics IS NOT NULL`,
};

/** Reads what workers say about themselves. */
export class WorkerRepository {
  constructor(private readonly sql: SqlClient) {}

  /**
   * The workers that lived within the last `shownForMs`, newest first, with the steps that each runs, oldest first;
   * alive are those whose heartbeat is younger than `leaseMs`.
   */
  async list(leaseMs: number, shownForMs: number): Promise<WorkerState[]> {
    return this.sql.query<WorkerState>(LIST, [leaseMs, shownForMs]);
  }

  /** What each worker counted, also those that are gone: a sum over them never falls. */
  async listMetrics(): Promise<unknown[]> {
    const rows = await this.sql.query<{ metrics: unknown }>(METRICS);
    return rows.map((row) => row.metrics);
  }
}
