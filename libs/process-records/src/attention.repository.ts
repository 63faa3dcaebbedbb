import type { SqlClient, Statement } from '@app/database';
import type { RecoveryTimes, WaitingRepository } from './waiting.repository';
import type { Waiting } from './waiting';

/** Why somebody should look at a record, the most urgent first. */
export const ATTENTION_REASONS = ['worker-lost', 'waiting', 'retrying', 'failed'] as const;
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

/** The task that failed or does not get on. */
export interface AttentionTask {
  readonly id: string;
  readonly taskIndex: number;
  readonly taskName: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly errorMessage: string | null;
}

/** A record whose latest run failed, or runs but does not get on. */
export interface Attention {
  readonly recordId: string;
  readonly runId: string | null;
  readonly reason: AttentionReason;
  readonly since: Date;
  readonly task: AttentionTask | null;
  /** Of the record: why its run failed. */
  readonly errorMessage: string | null;
  /** Why its step waits, for the reasons other than `failed`. */
  readonly waiting: Waiting | null;
}

type AttentionRow = Omit<Attention, 'waiting'>;

const TASK = `CASE WHEN task.id IS NOT NULL THEN json_build_object('id', task.id, 'taskIndex', task.task_index,
      'taskName', task.task_name, 'exitCode', task.exit_code, 'signal', task.signal,
      'errorMessage', task.error_message) END AS task`;

// The work list is as long as what is active. $1 limit, $2 lease in ms, $3 how long a due step may wait, in ms.
const STUCK: Statement = {
  name: 'find_stuck_steps',
  text: `
    SELECT run.process_record_id AS "recordId", step.run_id AS "runId", step.reason, step.since, ${TASK},
      NULL AS "errorMessage"
    FROM (
      SELECT run_id, task_instance, CASE WHEN picked THEN last_heartbeat WHEN is_due THEN execution_time
          ELSE last_failure END AS since,
        CASE WHEN picked THEN 'worker-lost' WHEN is_due THEN 'waiting' ELSE 'retrying' END AS reason
      FROM scheduled_tasks, LATERAL (SELECT execution_time <= now() AS is_due) moment
      WHERE task_name = 'process-task' AND CASE
        WHEN picked THEN last_heartbeat <= now() - $2 * interval '1 millisecond'
        WHEN is_due THEN execution_time <= now() - $3 * interval '1 millisecond'
        ELSE last_failure IS NOT NULL AND consecutive_failures > 0 END
      ORDER BY picked DESC, is_due DESC, since LIMIT $1
    ) step JOIN process_run run ON run.id = step.run_id
      LEFT JOIN tasks task ON task.run_id = step.run_id AND task.id::text = step.task_instance
    ORDER BY array_position(ARRAY['worker-lost', 'waiting', 'retrying'], step.reason), step.since`,
};

const FAILED: Statement = {
  name: 'find_failed_last',
  text: `
    SELECT record.id AS "recordId", record.latest_run_id AS "runId", 'failed' AS reason, record.failed_when AS since,
      ${TASK}, record.last_error_message AS "errorMessage"
    FROM (
      SELECT id, latest_run_id, failed_when, last_error_message FROM process_record
      WHERE current_status = 'FAILED' AND failed_when IS NOT NULL ORDER BY failed_when DESC, id DESC LIMIT $1
    ) record LEFT JOIN LATERAL (
      SELECT * FROM tasks WHERE tasks.run_id = record.latest_run_id AND tasks.status = 'FAILED'
      ORDER BY task_index DESC LIMIT 1
    ) task ON true
    ORDER BY record.failed_when DESC, record.id DESC`,
};

/** How long a due step waits before somebody should know. */
const WAITS_LONG_MS = 60_000;

/** Finds what somebody should look at. */
export class AttentionRepository {
  constructor(
    private readonly sql: SqlClient,
    private readonly waiting: WaitingRepository,
    private readonly times: RecoveryTimes,
  ) {}

  /**
   * Records that do not get on, the most urgent first, then those that failed, the latest first. Neither kind takes
   * more than half of the `limit` from the other.
   */
  async list(limit: number): Promise<Attention[]> {
    const [stuck, failed] = await Promise.all([
      this.sql.query<AttentionRow & Record<string, unknown>>(STUCK, [limit, this.times.leaseMs, WAITS_LONG_MS]),
      this.sql.query<AttentionRow & Record<string, unknown>>(FAILED, [limit]),
    ]);
    const stuckShown = stuck.slice(0, Math.max(limit - failed.length, Math.floor(limit / 2)));
    const rows = [...stuckShown, ...failed.slice(0, limit - stuckShown.length)];
    const waiting = await this.waiting.findOfRuns(stuckShown.flatMap(({ runId }) => runId ?? []));
    return rows.map((row) => ({ ...row, waiting: waiting.get(row.runId ?? '') ?? null }));
  }
}
