import type { SqlClient, Statement } from '@app/database';
import { explainWaiting, MOST_AHEAD, type Waiting, type WaitingFacts } from './waiting';

/** The engine's times, in ms. */
export interface RecoveryTimes {
  /** A worker that was silent for longer is lost. */
  readonly leaseMs: number;
  /** How long its commands may take to end after that. */
  readonly killGraceMs: number;
  /** How often what is lost is looked for. */
  readonly sweepMs: number;
}

// $1 runs, $2 lease, $3 kill grace, $4 sweep. Only steps that nobody runs: not picked, or of a worker that is lost.
// The queue is read in the order in which it is delivered, and only when one of the runs stands in it.
const FIND: Statement = {
  name: 'find_waiting_steps',
  text: `
    WITH step AS (
      SELECT run_id, task_instance AS task_id, picked, task_data IS NOT NULL AS held, execution_time,
        last_failure, last_heartbeat, NOT picked AND execution_time <= now() AS due
      FROM scheduled_tasks
      WHERE run_id = ANY ($1::uuid[]) AND (NOT picked OR last_heartbeat <= now() - $2::float8 * interval '1 millisecond')
    ), alive AS (
      -- A worker whose spool folder takes no output takes no work.
      SELECT id, concurrency, draining, NOT draining AND coalesce(degraded NOT LIKE 'spool-%', true) AS taking FROM worker
      WHERE stopped_at IS NULL AND last_heartbeat_at > now() - $2::float8 * interval '1 millisecond'
    ), capacity AS (
      SELECT count(*)::integer AS alive, count(*) FILTER (WHERE draining)::integer AS draining,
        count(*) FILTER (WHERE taking)::integer AS taking, coalesce(sum(concurrency) FILTER (WHERE taking), 0)::integer AS slots,
        (SELECT count(*)::integer FROM scheduled_tasks
          WHERE picked AND picked_by IN (SELECT id FROM alive WHERE taking)) AS busy
      FROM alive
    ), queue AS (
      SELECT run_id, (row_number() OVER (ORDER BY priority DESC, execution_time, run_id) - 1)::integer AS ahead
      FROM (
        SELECT run_id, priority, execution_time FROM scheduled_tasks
        WHERE NOT picked AND execution_time <= now() AND task_name = 'process-task' AND (SELECT bool_or(due) FROM step)
        ORDER BY priority DESC, execution_time LIMIT ${MOST_AHEAD}
      ) due
    )
    SELECT step.run_id AS "runId", step.task_id AS "taskId", step.picked, step.held, step.due,
      CASE WHEN step.picked THEN step.last_heartbeat
        WHEN step.due THEN step.execution_time
        WHEN step.held THEN step.execution_time - ($2::float8 + $3::float8) * interval '1 millisecond'
        ELSE coalesce(step.last_failure, now()) END AS since,
      due_by.at AS until, coalesce(due_by.at <= now(), false) AS overdue,
      coalesce(task.on_worker_lost = 'retry' AND task.retry_count < task.max_retries, true) AS "runsAgain",
      coalesce(queue.ahead, ${MOST_AHEAD}) AS ahead, capacity.alive, capacity.draining, capacity.taking, capacity.slots, capacity.busy
    FROM step CROSS JOIN capacity
      CROSS JOIN LATERAL (
        SELECT CASE WHEN step.picked THEN step.last_heartbeat + ($2::float8 + $3::float8 + $4::float8) * interval '1 millisecond'
          WHEN NOT step.due THEN step.execution_time END AS at
      ) due_by
      LEFT JOIN queue ON queue.run_id = step.run_id AND step.due
      LEFT JOIN tasks task ON step.picked AND task.run_id = step.run_id AND task.id::text = step.task_id`,
};

/** Reads why runs wait. */
export class WaitingRepository {
  constructor(
    private readonly sql: SqlClient,
    private readonly times: RecoveryTimes,
  ) {}

  /** By run: why its step waits. Runs that are over, or whose step is being run, are not in it. */
  async findOfRuns(runIds: readonly string[]): Promise<ReadonlyMap<string, Waiting>> {
    if (runIds.length === 0) return new Map();
    const { leaseMs, killGraceMs, sweepMs } = this.times;
    const rows = await this.sql.query<WaitingFacts & { runId: string }>(FIND, [runIds, leaseMs, killGraceMs, sweepMs]);
    return new Map(rows.map((row) => [row.runId, explainWaiting(row)]));
  }
}
