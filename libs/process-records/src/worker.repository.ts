import type { SqlClient, Statement } from '@app/database';
import type { WorkerInstance } from './worker.entity';

/** A worker, how much it holds, and whether it lives. */
export type WorkerState = WorkerInstance & { readonly running: number; readonly alive: boolean };

// What a worker holds is read from the rows that it holds: a counter would drift. All times are the database's.
const LIST: Statement = {
  name: 'list_workers',
  text: `
    SELECT id, host, pid, concurrency, isolation, started_at AS "startedAt", last_heartbeat_at AS "lastHeartbeatAt",
      draining, degraded, stopped_at AS "stoppedAt",
      (SELECT count(*) FROM scheduled_tasks s WHERE s.picked AND s.picked_by = w.id)::integer AS running,
      stopped_at IS NULL AND last_heartbeat_at > now() - $1 * interval '1 millisecond' AS alive
    FROM worker w
    WHERE coalesce(stopped_at, last_heartbeat_at) > now() - $2 * interval '1 millisecond'
    ORDER BY started_at DESC, id`,
};

const METRICS: Statement = {
  name: 'worker_metrics',
  text: `SELECT metrics FROM worker WHERE metrics IS NOT NULL`,
};

/** Reads what workers say about themselves. */
export class WorkerRepository {
  constructor(private readonly sql: SqlClient) {}

  /**
   * The workers that lived within the last `shownForMs`, newest first; alive are those whose heartbeat is younger
   * than `leaseMs`.
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
