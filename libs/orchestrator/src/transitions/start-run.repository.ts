import type { SqlClient, Statement, TransactionClient } from '@app/database';
import type { TaskDefinition } from '@app/process-core';
import type { StepRef } from './step';

/** A task of the new run: its definition, or kept as finished from an earlier run. */
export interface NewTask {
  readonly id: string;
  readonly definition: TaskDefinition;
  readonly keptFrom: KeptTask | null;
}

/** Where a kept task was finished. */
export interface KeptTask {
  readonly taskId: string;
  readonly runId: string;
}

export interface NewRun {
  readonly runId: string;
  readonly recordId: string;
  readonly type: string;
  readonly typeVersion: number;
  /** As read from the record; the start is refused when it changed since. */
  readonly inputData: string | null;
  readonly tasks: readonly NewTask[];
  /** Index of the first task to run; those before it are kept. */
  readonly fromIndex: number;
  /** The record's latest run when it was read; the start is refused when there is a newer one. */
  readonly latestRunId: string | null;
  readonly trigger: 'manual' | 'schedule' | 'resume';
  readonly triggeredBy: string;
  readonly resumedFromRunId: string | null;
  readonly idempotencyKey: string | null;
  /** The fire of the record's schedule that it answers. */
  readonly scheduledFireAt: Date | null;
  /** How long to wait when a stopped command of this record may still be ending. */
  readonly holdMs: number;
  readonly priority: number;
}

export interface StartedStep {
  readonly runNumber: number;
  /** Due after `holdMs` when commands of earlier runs are still ending. */
  readonly step: StepRef;
}

// The record's row is the lock: whoever turns it to IN_PROGRESS makes the run. While an attempt of an earlier
// run is still open (stopped, its command being killed), the first step is held back; `releaseHeldStep` ends that.
const START_RUN: Statement = {
  name: 'start_run',
  text: `
    WITH record AS (
      UPDATE process_record SET current_status = 'IN_PROGRESS', current_task_index = $7, total_tasks = $8,
        started_when = now(), completed_when = NULL, failed_when = NULL, stopped_when = NULL,
        last_error_message = NULL, triggered_by = $10, latest_run_id = $2, updated_at = now()
      WHERE id = $1 AND current_status <> 'IN_PROGRESS' AND type = $3 AND input_data IS NOT DISTINCT FROM $5
        AND latest_run_id IS NOT DISTINCT FROM $15
      RETURNING id, type, input_data
    ), run AS (
      INSERT INTO process_run (id, process_record_id, run_number, type, type_version, input_data, status,
        current_task_index, total_tasks, trigger, triggered_by, resumed_from_run_id, idempotency_key, scheduled_fire_at)
      SELECT $2, id, 1 + coalesce((SELECT max(run_number) FROM process_run WHERE process_record_id = $1), 0), type, $4,
        input_data, 'IN_PROGRESS', $7, $8, $9, $10, $11, $12, $16
      FROM record
      RETURNING id, run_number
    ), task AS (
      INSERT INTO tasks (id, process_record_id, run_id, task_index, task_name, status, command, working_directory,
        timeout_ms, timeout_minutes, max_retries, retry_delay_ms, backoff, on_worker_lost, continue_on_failure, env,
        metadata)
      SELECT t.id, $1, run.id, t.index, t.name, t.status, t.command, t."workingDirectory", t."timeoutMs",
        t."timeoutMs" / 60000.0, t."maxRetries", t."retryDelayMs", t.backoff, t."onWorkerLost", t."continueOnFailure",
        t.env, t.metadata
      FROM run, jsonb_to_recordset($6::jsonb) AS t(id uuid, index integer, name text, status text, command text,
        "workingDirectory" text, "timeoutMs" bigint, "maxRetries" integer, "retryDelayMs" bigint, backoff text,
        "onWorkerLost" text, "continueOnFailure" boolean, env jsonb, metadata jsonb)
    ), ending AS (
      SELECT EXISTS (
        SELECT FROM task_attempt a JOIN process_run r ON r.id = a.run_id
        WHERE a.completed_at IS NULL AND r.process_record_id = $1) AS held
    ), step AS (
      INSERT INTO scheduled_tasks (task_name, task_instance, run_id, priority, execution_time, task_data)
      SELECT 'process-task', $13, run.id, $17::smallint, CASE WHEN held THEN now() + $14 * interval '1 millisecond' ELSE now() END,
        CASE WHEN held THEN convert_to('{"held":"an earlier command is ending"}', 'UTF8') END
      FROM run, ending
      RETURNING version, task_data IS NOT NULL AS held
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status)
      SELECT $1, 'IN_PROGRESS', id, 'IN_PROGRESS' FROM run
    )
    SELECT run.run_number, step.version, step.held FROM run, step`,
};

/** Makes runs: record, run, tasks and first step in one statement. */
export class StartRunRepository {
  constructor(private readonly sql: SqlClient) {}

  /**
   * Gives the first step to deliver, or null when the record is running, gone, or changed since it was read.
   * @param on the transaction that it is part of, if any
   */
  async startRun(run: NewRun, on: SqlClient | TransactionClient = this.sql): Promise<StartedStep | null> {
    const first = run.tasks[run.fromIndex];
    if (!first) throw new RangeError(`run ${run.runId} has no task ${run.fromIndex}`);
    const rows = await on.query<{ run_number: number; version: number; held: boolean }>(START_RUN, [
      run.recordId,
      run.runId,
      run.type,
      run.typeVersion,
      run.inputData,
      JSON.stringify(run.tasks.map(toRow)),
      run.fromIndex,
      run.tasks.length,
      run.trigger,
      run.triggeredBy,
      run.resumedFromRunId,
      run.idempotencyKey,
      first.id,
      run.holdMs,
      run.latestRunId,
      run.scheduledFireAt,
      run.priority,
    ]);
    const row = rows[0];
    if (!row) return null;
    const delayMs = row.held ? run.holdMs : 0;
    return {
      runNumber: row.run_number,
      step: { taskId: first.id, version: row.version, delayMs, priority: run.priority },
    };
  }
}

function toRow(task: NewTask, index: number): Record<string, unknown> {
  const { description, ...definition } = task.definition;
  return {
    ...definition,
    id: task.id,
    index,
    status: task.keptFrom ? 'SKIPPED' : 'PENDING',
    metadata: { ...(description && { description }), ...(task.keptFrom && { keptFrom: task.keptFrom }) },
  };
}
