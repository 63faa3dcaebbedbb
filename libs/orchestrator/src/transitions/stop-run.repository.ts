import type { SqlClient, Statement } from '@app/database';
import { type AttemptResult, outputValues } from './attempt-result';
import type { ClaimedTask } from './claim-task.repository';
import type { StepRef } from './step';

/** After how many times the silence that makes a worker count as gone an end that nobody reports is recorded. */
const UNREPORTED_FACTOR = 3;

/** Channel on which workers hear that a command of theirs was stopped; the payload is `<worker id> <task id>`. */
export const STOP_CHANNEL = 'orchestrator_stop';

// Found by run: the row may move on to the next task while the stop waits for it, and is still the run's row.
const STOP_RUN: Statement = {
  name: 'stop_run',
  text: `
    WITH step AS (
      DELETE FROM scheduled_tasks WHERE run_id = $1 AND ($3::bigint IS NULL OR version = $3::bigint)
      RETURNING run_id, task_instance, picked, picked_by
    ), task AS (
      UPDATE tasks SET status = 'STOPPED', completed_at = now(), error_message = $2
      FROM step WHERE tasks.id = step.task_instance::uuid AND tasks.run_id = step.run_id
      RETURNING tasks.id, tasks.task_index
    ), run AS (
      UPDATE process_run SET status = 'STOPPED', completed_at = now(), error_message = $2,
        current_task_index = coalesce((SELECT task_index FROM task), current_task_index)
      FROM step WHERE process_run.id = step.run_id
      RETURNING process_run.id, process_run.process_record_id, process_run.current_task_index
    ), record AS (
      UPDATE process_record SET current_status = 'STOPPED', stopped_when = now(), last_error_message = $2,
        current_task_index = run.current_task_index, updated_at = now()
      FROM run WHERE process_record.id = run.process_record_id
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status, task_id, task_index, task_status)
      SELECT run.process_record_id, 'STOPPED', run.id, 'STOPPED', task.id, task.task_index,
        CASE WHEN task.id IS NOT NULL THEN 'STOPPED' END
      FROM run LEFT JOIN task ON true
    )
    SELECT CASE WHEN step.picked THEN pg_notify('${STOP_CHANNEL}', step.picked_by || ' ' || step.task_instance) END
    FROM step`,
};

// An attempt of a run that is over (stopped): its command has now ended as well. It changes no state of the run. An
// attempt that was closed before (recovered from a worker taken for dead) keeps its outcome; the late result is kept
// beside it.
const CLOSE_DETACHED_ATTEMPT: Statement = {
  name: 'close_detached_attempt',
  text: `
    WITH attempt AS (
      UPDATE task_attempt a SET completed_at = now(), outcome = 'STOPPED', exit_code = $3, signal = $4,
        error_message = $5, output_bytes = coalesce($7::bigint, output_bytes),
        output_truncated = coalesce($8::boolean, output_truncated)
      FROM process_run run
      WHERE a.run_id = $15 AND a.task_id = $1 AND a.attempt = $2 AND a.completed_at IS NULL AND run.id = a.run_id
        AND run.completed_at IS NOT NULL
      RETURNING a.run_id, a.task_id
    ), output AS (
      INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
      SELECT run_id, task_id, $2, $9, $10, $11, $12, $13::bytea FROM attempt WHERE $13::bytea IS NOT NULL
    ), task AS (
      UPDATE tasks SET exit_code = $3, signal = $4, output = coalesce($6::text, output),
        output_bytes = coalesce($7::bigint, output_bytes), output_truncated = coalesce($8::boolean, output_truncated)
      FROM attempt WHERE tasks.id = attempt.task_id AND tasks.run_id = $15
      RETURNING tasks.process_record_id, tasks.run_id, tasks.id, tasks.task_index, tasks.status
    ), late AS (
      UPDATE task_attempt SET late_result = $14::jsonb
      WHERE run_id = $15 AND task_id = $1 AND attempt = $2 AND outcome = 'WORKER_LOST'
    ), event AS (
      INSERT INTO live_event (record_id, run_id, task_id, task_index, task_status)
      SELECT process_record_id, run_id, id, task_index, status FROM task
    )
    SELECT process_record_id AS record_id, EXISTS (SELECT FROM attempt) AS closed FROM tasks
    WHERE id = $1 AND run_id = $15`,
};

// A statement of its own, after the attempt was closed and after a held step was inserted: whichever of the two
// transactions commits last sees what the other one did.
const RELEASE_HELD_STEP: Statement = {
  name: 'release_held_step',
  text: `
    UPDATE scheduled_tasks step SET execution_time = now(), version = version + 1, task_data = NULL
    FROM process_run run
    WHERE run.process_record_id = $1 AND run.status = 'IN_PROGRESS' AND step.run_id = run.id
      AND step.task_data IS NOT NULL AND NOT step.picked AND NOT EXISTS (
        SELECT FROM process_run earlier JOIN task_attempt a ON a.run_id = earlier.id
        WHERE earlier.process_record_id = $1 AND a.completed_at IS NULL)
    RETURNING step.task_instance, step.version, step.priority`,
};

// Attempts of stopped runs whose worker is gone as well: nobody is left to report their end. Nor will a living worker
// report one that it does not know of (its claim's answer was lost, or its report failed).
const FIND_DETACHED: Statement = {
  name: 'find_detached_attempts',
  text: `
    SELECT a.run_id, a.task_id, a.attempt
    FROM task_attempt a JOIN process_run run ON run.id = a.run_id LEFT JOIN worker w ON w.id = a.worker_id
    WHERE a.completed_at IS NULL AND run.completed_at < now() - $1 * interval '1 millisecond'
      AND (w.id IS NULL OR w.stopped_at IS NOT NULL OR w.last_heartbeat_at < now() - $1 * interval '1 millisecond'
        OR run.completed_at < now() - ${UNREPORTED_FACTOR} * $1 * interval '1 millisecond')
    LIMIT $2`,
};

/** Which attempt, and where it is: the history is parted by run. */
export interface AttemptKey {
  readonly runId: string;
  readonly taskId: string;
  readonly attempt: number;
}

export interface DetachedClosing {
  /** False when the attempt had been closed before; the result was then kept as evidence only. */
  readonly closed: boolean;
  /** The first step of a newer run, if it waited for this command and for no other. */
  readonly released: StepRef | null;
}

/** Stops runs, and closes the attempts that outlive their run. */
export class StopRunRepository {
  constructor(private readonly sql: SqlClient) {}

  /**
   * Ends the run as STOPPED and tells the worker that holds its command; false when the run was not active.
   * @param version only while its step is of this version
   */
  async stopRun(runId: string, reason: string, version: number | null = null): Promise<boolean> {
    const rows = await this.sql.query(STOP_RUN, [runId, reason, version]);
    return rows.length > 0;
  }

  /** Closes an attempt whose step is no longer held by its worker, or keeps the result as evidence. */
  async closeDetachedAttempt(key: AttemptKey, result: AttemptResult): Promise<DetachedClosing> {
    const { output, outcome, exitCode, signal, errorMessage } = result;
    const rows = await this.sql.query<{ record_id: string; closed: boolean }>(CLOSE_DETACHED_ATTEMPT, [
      key.taskId,
      key.attempt,
      exitCode,
      signal,
      errorMessage,
      ...outputValues(output),
      JSON.stringify({ outcome, exitCode, signal, errorMessage, outputBytes: output?.bytes ?? null }),
      key.runId,
    ]);
    const row = rows[0];
    if (!row) return { closed: false, released: null };
    return { closed: row.closed, released: await this.releaseHeldStep(row.record_id) };
  }

  /**
   * Lets the record's run begin if its first step waits for commands of earlier runs and all of them have ended; gives
   * that step.
   */
  async releaseHeldStep(recordId: string): Promise<StepRef | null> {
    const [row] = await this.sql.query<{ task_instance: string; version: number; priority: number }>(
      RELEASE_HELD_STEP,
      [recordId],
    );
    return row ? { taskId: row.task_instance, version: row.version, priority: row.priority } : null;
  }

  /**
   * Open attempts of runs that ended more than `silentForMs` ago and whose worker has been silent as long, or has not
   * reported their end for a few times as long.
   */
  async findDetachedAttempts(silentForMs: number, limit: number): Promise<AttemptKey[]> {
    const rows = await this.sql.query<{ run_id: string; task_id: string; attempt: number }>(FIND_DETACHED, [
      silentForMs,
      limit,
    ]);
    return rows.map((row) => ({ runId: row.run_id, taskId: row.task_id, attempt: row.attempt }));
  }
}

/** Only the key of a claimed task. */
export function attemptKey(held: ClaimedTask): AttemptKey {
  return { runId: held.runId, taskId: held.taskId, attempt: held.attempt };
}
