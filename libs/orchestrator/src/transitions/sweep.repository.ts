import type { SqlClient, Statement } from '@app/database';
import { type StepRef, USUAL_PRIORITY } from './step';

/** `task_name` of the product's own recurring work in `scheduled_tasks`. */
const MAINTENANCE = 'maintenance';

// Whoever moves the row's time forward does this round; the others find it not due.
const TAKE_TURN: Statement = {
  name: 'take_maintenance_turn',
  text: `
    INSERT INTO scheduled_tasks AS s (task_name, task_instance, execution_time)
    VALUES ('${MAINTENANCE}', $1, now() + $2 * interval '1 millisecond')
    ON CONFLICT (task_name, task_instance) DO UPDATE
      SET execution_time = excluded.execution_time, version = s.version + 1
      WHERE s.execution_time <= now()
    RETURNING version`,
};

const ERROR_LENGTH = 2_000;

/** Rounds of each job that are remembered. */
const ROUNDS_KEPT = 100;

const RECORD_TURN: Statement = {
  name: 'record_maintenance_turn',
  text: `
    WITH job AS (
      UPDATE scheduled_tasks SET
        last_success = CASE WHEN $3::text IS NULL THEN now() ELSE last_success END,
        last_failure = CASE WHEN $3::text IS NULL THEN last_failure ELSE now() END,
        consecutive_failures = CASE WHEN $3::text IS NULL THEN 0 ELSE consecutive_failures + 1 END
      WHERE task_name = '${MAINTENANCE}' AND task_instance = $1
    ), old AS (
      DELETE FROM maintenance_round WHERE job = $1 AND id <= (
        SELECT id FROM maintenance_round WHERE job = $1 ORDER BY id DESC OFFSET ${ROUNDS_KEPT - 1} LIMIT 1)
    )
    INSERT INTO maintenance_round (job, started_at, completed_at, error_message)
    VALUES ($1, now() - $2::float8 * interval '1 millisecond', now(), $3)`,
};

const COUNT_DUE: Statement = {
  name: 'count_due_steps',
  text: `SELECT count(*)::integer AS due FROM scheduled_tasks
    WHERE NOT picked AND task_name = 'process-task' AND execution_time <= now()`,
};

/** A step that has waited for longer, in ms, takes its turn among those of the usual priority. */
const OVERDUE_MS = 60_000;

const FIND_DUE: Statement = {
  name: 'find_due_steps',
  text: `
    SELECT task_instance AS "taskId", version, priority,
      priority < ${USUAL_PRIORITY} AND execution_time <= now() - ${OVERDUE_MS} * interval '1 millisecond' AS "isOverdue"
    FROM scheduled_tasks
    WHERE NOT picked AND task_name = 'process-task' AND execution_time <= now() - $1 * interval '1 millisecond'
    ORDER BY CASE WHEN execution_time <= now() - ${OVERDUE_MS} * interval '1 millisecond'
      THEN greatest(priority, ${USUAL_PRIORITY}) ELSE priority END DESC, execution_time LIMIT $2`,
};

// A step is broken when the worker that picked it got nothing to run: its task is gone, belongs to another run or is
// done already, or its run is over. `find_dead_executions` finds the other silent ones, which have a task in progress.
const END_BROKEN: Statement = {
  name: 'end_broken_steps',
  text: `
    WITH step AS (
      DELETE FROM scheduled_tasks WHERE picked AND task_name = 'process-task'
        AND last_heartbeat < now() - $1 * interval '1 millisecond'
        AND NOT EXISTS (
          SELECT FROM tasks WHERE tasks.id = task_instance::uuid AND tasks.run_id = scheduled_tasks.run_id
            AND tasks.status = 'IN_PROGRESS')
      RETURNING run_id, task_instance
    ), reason AS (
      SELECT step.run_id, CASE WHEN task.id IS NULL
        THEN 'The next step of this run points to task ' || step.task_instance || ', which it does not have.'
        ELSE 'The next step of this run points to task ''' || task.task_name || ''', which is ' || task.status || '.'
        END AS text
      FROM step LEFT JOIN tasks task ON task.id = step.task_instance::uuid AND task.run_id = step.run_id
    ), run AS (
      UPDATE process_run SET status = 'FAILED', completed_at = now(), error_message = reason.text
      FROM reason WHERE process_run.id = reason.run_id AND process_run.completed_at IS NULL
      RETURNING process_run.id, process_run.process_record_id, reason.text
    ), record AS (
      UPDATE process_record SET current_status = 'FAILED', failed_when = now(), last_error_message = run.text,
        updated_at = now()
      FROM run WHERE process_record.id = run.process_record_id AND process_record.latest_run_id = run.id
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status)
      SELECT process_record_id, 'FAILED', id, 'FAILED' FROM run
    )
    SELECT id AS "runId", process_record_id AS "recordId", text AS reason FROM run`,
};

// The newest stays however old it is: it tells those who come back that nothing after their position was lost.
const TRIM_LIVE_EVENTS: Statement = {
  name: 'trim_live_events',
  text: `
    DELETE FROM live_event
    WHERE created_at < now() - interval '10 minutes'
      AND (xid, id) < (SELECT xid, id FROM live_event ORDER BY xid DESC, id DESC LIMIT 1)`,
};

/** A run that was ended because its step led nowhere. */
export interface BrokenRun {
  readonly runId: string;
  readonly recordId: string;
  /** For people: what was wrong with the step. */
  readonly reason: string;
}

/** What recurring maintenance reads and writes. */
export class SweepRepository {
  constructor(private readonly sql: SqlClient) {}

  /** True for exactly one caller per `everyMs`, over all workers. */
  async takeTurn(job: string, everyMs: number): Promise<boolean> {
    return (await this.sql.query(TAKE_TURN, [job, everyMs])).length > 0;
  }

  /**
   * Keeps how a round ended, with the rounds before.
   * @param tookMs by a clock that only goes forward
   * @param error why it failed; null when it did not
   */
  async recordTurn(job: string, tookMs: number, error: string | null): Promise<void> {
    await this.sql.query(RECORD_TURN, [job, tookMs, error?.replaceAll('\0', '').slice(0, ERROR_LENGTH) ?? null]);
  }

  async countDueSteps(): Promise<number> {
    const rows = await this.sql.query<{ due: number }>(COUNT_DUE);
    return rows[0]?.due ?? 0;
  }

  /** Steps that nobody picked although they have been due for `overdueMs`, in the order they are to run. */
  async findDueSteps(overdueMs: number, limit: number): Promise<StepRef[]> {
    return this.sql.query<Required<Omit<StepRef, 'delayMs'>>>(FIND_DUE, [overdueMs, limit]);
  }

  /**
   * Fails the runs whose step was picked for nothing that can run and was silent for `silentForMs`: they would stay
   * IN_PROGRESS for ever. Such a step of a run that is over is only removed.
   */
  async endBrokenSteps(silentForMs: number): Promise<BrokenRun[]> {
    return this.sql.query<BrokenRun>(END_BROKEN, [silentForMs]);
  }

  async trimLiveEvents(): Promise<void> {
    await this.sql.query(TRIM_LIVE_EVENTS);
  }
}
