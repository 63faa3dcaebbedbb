import type { SqlClient, Statement } from '@app/database';
import { RUN_STATUSES, type RunStatus } from '@app/process-core';

/** Process records by status; every status is there. */
export type StatusCounts = Readonly<Record<RunStatus, number>>;

/** What runs and waits at this moment. */
export interface WorkState {
  readonly runningTasks: number;
  /** Due steps that no worker took. */
  readonly queueDepth: number;
  readonly oldestWaitingMs: number | null;
  /** Due steps that no worker took for more than a minute. */
  readonly waitingLong: number;
  readonly workersAlive: number;
  /** Commands that the living workers can run at once. */
  readonly slots: number;
}

// What the triggers of process_record noted: as few rows as are left by folding.
const BY_STATUS: Statement = {
  name: 'count_records_by_status',
  text: `SELECT status, sum(records)::bigint AS count FROM record_tally GROUP BY status`,
};

const WORK_STATE: Statement = {
  name: 'work_state',
  text: `
    SELECT step.running AS "runningTasks", step.due AS "queueDepth", step.waited AS "oldestWaitingMs",
      step.long AS "waitingLong", workers.alive AS "workersAlive", workers.slots
    FROM (
      SELECT count(*) FILTER (WHERE picked) AS running,
        count(*) FILTER (WHERE NOT picked AND execution_time <= now()) AS due,
        round(extract(epoch FROM now() - min(execution_time) FILTER (WHERE NOT picked AND execution_time <= now()))
          * 1000)::bigint AS waited,
        count(*) FILTER (WHERE NOT picked AND execution_time <= now() - interval '1 minute') AS long
      FROM scheduled_tasks WHERE task_name = 'process-task'
    ) step, (
      SELECT count(*) AS alive, coalesce(sum(concurrency), 0)::bigint AS slots FROM worker
      WHERE stopped_at IS NULL AND last_heartbeat_at > now() - $1 * interval '1 millisecond'
    ) workers`,
};

// A worker looks for fires every half second.
const OVERDUE_SCHEDULES: Statement = {
  name: 'count_overdue_schedules',
  text: `SELECT count(*) AS overdue FROM scheduled_tasks
    WHERE task_name = 'process-schedule' AND execution_time < now() - interval '5 seconds'`,
};

/** Counts what there is, and what runs and waits. */
export class StatisticsRepository {
  constructor(private readonly sql: SqlClient) {}

  async countRecordsByStatus(): Promise<StatusCounts> {
    const rows = await this.sql.query<{ status: RunStatus; count: number }>(BY_STATUS);
    const counts = new Map(rows.map((row) => [row.status, row.count]));
    return Object.fromEntries(RUN_STATUSES.map((status) => [status, counts.get(status) ?? 0])) as StatusCounts;
  }

  /** Schedules whose fire has been due for over 5 seconds. */
  async countOverdueSchedules(): Promise<number> {
    return (await this.sql.query<{ overdue: number }>(OVERDUE_SCHEDULES))[0]?.overdue ?? 0;
  }

  /** Workers whose heartbeat is younger than `leaseMs` live. */
  async readWorkState(leaseMs: number): Promise<WorkState> {
    const rows = await this.sql.query<WorkState>(WORK_STATE, [leaseMs]);
    const row = rows[0];
    if (!row) throw new Error('the work state has no row');
    return row;
  }
}
