import type { SqlClient, Statement } from '@app/database';

// A lease that has run out is not renewed: its task may be recovered at any moment. Nor is one that the worker
// does not know of (a claim whose answer was lost): nobody runs it. Locked in order, as `go_on_with_many` does.
const RENEW_LEASES: Statement = {
  name: 'renew_leases',
  text: `
    WITH worker AS (
      UPDATE worker SET last_heartbeat_at = now(), draining = $3, metrics = $4::jsonb, degraded = $6
      WHERE id = $1 RETURNING id
    ), held AS MATERIALIZED (
      SELECT task_name, task_instance FROM scheduled_tasks
      WHERE picked AND picked_by = $1 AND task_instance = ANY ($2::text[])
      ORDER BY task_instance FOR UPDATE
    ), lease AS (
      UPDATE scheduled_tasks step SET last_heartbeat = now() FROM held
      WHERE step.task_name = held.task_name AND step.task_instance = held.task_instance AND picked AND picked_by = $1
        AND last_heartbeat > now() - $5 * interval '1 millisecond'
      RETURNING step.task_instance, version
    )
    SELECT lease.task_instance AS task_id, lease.version, EXISTS (SELECT FROM worker) AS registered
    FROM (SELECT 1) AS always LEFT JOIN lease ON true`,
};

const REGISTER_WORKER: Statement = {
  name: 'register_worker',
  text: `
    INSERT INTO worker (id, host, pid, concurrency, isolation, version) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (id) DO UPDATE SET last_heartbeat_at = now(), stopped_at = NULL`,
};

const UNREGISTER_WORKER: Statement = {
  name: 'unregister_worker',
  text: `UPDATE worker SET stopped_at = now(), draining = true, last_heartbeat_at = now() WHERE id = $1`,
};

export interface WorkerIdentity {
  /** At most 50 characters: the width of `picked_by`. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly concurrency: number;
  readonly isolation: string;
  /** Of the product. */
  readonly version: string;
}

/** A step that the worker still holds. */
export interface HeldLease {
  readonly taskId: string;
  readonly version: number;
}

/** What a worker says of itself with each heartbeat. */
export interface Heartbeat {
  readonly draining: boolean;
  /** What it suffers from, as `<state>: <reason>`; null: nothing. */
  readonly degraded: string | null;
  /** Its own counters, stored for the API to sum up. */
  readonly metrics: unknown;
  readonly leaseMs: number;
}

/** Heartbeats: the liveness of workers and of what they hold, on the database's clock. */
export class LeaseRepository {
  constructor(private readonly sql: SqlClient) {}

  async registerWorker(worker: WorkerIdentity): Promise<void> {
    const { id, host, pid, concurrency, isolation, version } = worker;
    await this.sql.query(REGISTER_WORKER, [id, host.slice(0, 255), pid, concurrency, isolation, version]);
  }

  async unregisterWorker(workerId: string): Promise<void> {
    await this.sql.query(UNREGISTER_WORKER, [workerId]);
  }

  /** Renews the leases of `taskIds` and gives those still held; `registered` is false when the worker's row is gone. */
  async renewLeases(
    workerId: string,
    taskIds: readonly string[],
    beat: Heartbeat,
  ): Promise<{ held: HeldLease[]; registered: boolean }> {
    const rows = await this.sql.query<{ task_id: string | null; version: number | null; registered: boolean }>(
      RENEW_LEASES,
      [workerId, taskIds, beat.draining, JSON.stringify(beat.metrics), beat.leaseMs, beat.degraded],
    );
    const held = rows.flatMap(({ task_id, version }) =>
      task_id !== null && version !== null ? [{ taskId: task_id, version }] : [],
    );
    return { held, registered: rows[0]?.registered ?? false };
  }
}
