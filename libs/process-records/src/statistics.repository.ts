import type { SqlClient, Statement } from '@app/database';
import { RUN_STATUSES, type RunStatus } from '@app/process-core';
import type { StatisticsWindow } from './statistics-window';

/** Process records by status; every status is there. */
export type StatusCounts = Readonly<Record<RunStatus, number>>;

/** What runs and waits at this moment. */
export interface WorkState {
  readonly runningTasks: number;
  /** Due steps that no worker took. */
  readonly queueDepth: number;
  readonly oldestWaitingMs: number | null;
  readonly workersAlive: number;
  /** Commands that the living workers can run at once. */
  readonly slots: number;
}

export interface ThroughputBucket {
  readonly startsAt: Date;
  readonly completed: number;
  readonly failed: number;
  readonly stopped: number;
}

/** Medians and the like of the runs that ended in a window, in ms. */
export interface RunDurations {
  readonly p50DurationMs: number | null;
  readonly p99DurationMs: number | null;
}

/** Each window is cut into 60 or so buckets of a round width. */
export const BUCKET_MS: Readonly<Record<StatisticsWindow, number>> = {
  '1h': 60_000,
  '24h': 30 * 60_000,
  '7d': 3 * 3_600_000,
};
const WINDOW_MS: Readonly<Record<StatisticsWindow, number>> = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };

const BY_STATUS: Statement = {
  name: 'count_records_by_status',
  text: `SELECT current_status AS status, count(*) AS count FROM process_record GROUP BY current_status`,
};

const WORK_STATE: Statement = {
  name: 'work_state',
  text: `
    SELECT step.running AS "runningTasks", step.due AS "queueDepth", step.waited AS "oldestWaitingMs",
      workers.alive AS "workersAlive", workers.slots
    FROM (
      SELECT count(*) FILTER (WHERE picked) AS running,
        count(*) FILTER (WHERE NOT picked AND execution_time <= now()) AS due,
        round(extract(epoch FROM now() - min(execution_time) FILTER (WHERE NOT picked AND execution_time <= now()))
          * 1000)::bigint AS waited
      FROM scheduled_tasks WHERE task_name = 'process-task'
    ) step, (
      SELECT count(*) AS alive, coalesce(sum(concurrency), 0)::bigint AS slots FROM worker
      WHERE stopped_at IS NULL AND last_heartbeat_at > now() - $1 * interval '1 millisecond'
    ) workers`,
};

const THROUGHPUT: Statement = {
  name: 'throughput',
  text: `
    WITH bucket AS (
      SELECT generate_series(
        to_timestamp(floor(extract(epoch FROM now() - $1 * interval '1 millisecond') * 1000 / $2 + 1) * $2 / 1000),
        now(), $2 * interval '1 millisecond') AS starts_at
    ), ended AS (
      SELECT to_timestamp(floor(extract(epoch FROM completed_at) * 1000 / $2) * $2 / 1000) AS starts_at, status
      FROM process_run WHERE completed_at >= (SELECT min(starts_at) FROM bucket)
    )
    SELECT bucket.starts_at AS "startsAt",
      count(*) FILTER (WHERE status = 'COMPLETED') AS completed,
      count(*) FILTER (WHERE status = 'FAILED') AS failed,
      count(*) FILTER (WHERE status = 'STOPPED') AS stopped
    FROM bucket LEFT JOIN ended USING (starts_at)
    GROUP BY bucket.starts_at ORDER BY bucket.starts_at`,
};

const DURATIONS: Statement = {
  name: 'run_durations',
  text: `
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS "p50DurationMs",
      percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS "p99DurationMs"
    FROM (
      SELECT extract(epoch FROM completed_at - started_at) * 1000 AS ms FROM process_run
      WHERE completed_at >= now() - $1 * interval '1 millisecond'
    ) run`,
};

/** Counts what there is, what runs and waits, and what ended lately. */
export class StatisticsRepository {
  constructor(private readonly sql: SqlClient) {}

  async countRecordsByStatus(): Promise<StatusCounts> {
    const rows = await this.sql.query<{ status: RunStatus; count: number }>(BY_STATUS);
    const counts = new Map(rows.map((row) => [row.status, row.count]));
    return Object.fromEntries(RUN_STATUSES.map((status) => [status, counts.get(status) ?? 0])) as StatusCounts;
  }

  /** Workers whose heartbeat is younger than `leaseMs` live. */
  async readWorkState(leaseMs: number): Promise<WorkState> {
    const rows = await this.sql.query<WorkState>(WORK_STATE, [leaseMs]);
    const row = rows[0];
    if (!row) throw new Error('the work state has no row');
    return row;
  }

  /** The window's buckets without gaps, oldest first; the last one is not over. */
  async readThroughput(window: StatisticsWindow): Promise<ThroughputBucket[]> {
    return this.sql.query<ThroughputBucket>(THROUGHPUT, [WINDOW_MS[window], BUCKET_MS[window]]);
  }

  async readRunDurations(window: StatisticsWindow): Promise<RunDurations> {
    const rows = await this.sql.query<RunDurations>(DURATIONS, [WINDOW_MS[window]]);
    return rows[0] ?? { p50DurationMs: null, p99DurationMs: null };
  }
}
