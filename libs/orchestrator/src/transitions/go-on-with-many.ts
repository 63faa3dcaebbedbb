import type { Statement } from '@app/database';
import type { AttemptResult, TaskOutcome } from './attempt-result';
import { BEGIN_ATTEMPT, CLAIMED_COLUMNS, type ClaimedTask, FOLLOWING_TASK } from './claim-task.repository';

/** An attempt that has ended, with what follows from it. */
export interface EndedAttempt {
  readonly held: ClaimedTask;
  readonly result: AttemptResult;
  readonly task: TaskOutcome;
}

/** As many slots as a worker may have that end at the same moment. */
export const MOST_AT_ONCE = 32;

/**
 * `go_on` for many attempts of one worker: $1 is a list of them, $2 the worker, $3 and $4 the first and last of their run
 * ids, so that partitions of other times are not even looked at. In the order of their steps, as whoever else locks several
 * of them takes them in that order too. The limit tells the planner how few they are.
 */
export const GO_ON_WITH_MANY: Statement = {
  name: 'go_on_with_many',
  text: `
    WITH ended AS MATERIALIZED (
      SELECT * FROM json_to_recordset($1::json) AS ended(task_id text, held_version bigint, attempt integer, outcome text,
        exit_code integer, signal text, error_message text, status text, retry_count integer, tail text, bytes bigint,
        truncated boolean, chunk integer, byte_offset bigint, first_line bigint, line_count integer, data text,
        next_task_id text) LIMIT ${MOST_AT_ONCE}
    ), step AS (
      UPDATE scheduled_tasks SET task_instance = ended.next_task_id, last_heartbeat = now(), version = version + 1,
        execution_time = now(), consecutive_failures = 0, task_data = NULL,
        last_success = CASE WHEN ended.outcome = 'SUCCEEDED' THEN now() ELSE last_success END,
        last_failure = CASE WHEN ended.outcome = 'SUCCEEDED' THEN last_failure ELSE now() END
      FROM ended
      WHERE task_name = 'process-task' AND task_instance = ended.task_id AND version = ended.held_version
        AND picked_by = $2
      RETURNING run_id, version, ended.*
    ), attempt AS (
      UPDATE task_attempt SET completed_at = now(), outcome = step.outcome, exit_code = step.exit_code,
        signal = step.signal, error_message = step.error_message,
        output_bytes = coalesce(step.bytes, task_attempt.output_bytes),
        output_truncated = coalesce(step.truncated, task_attempt.output_truncated)
      FROM step
      WHERE task_attempt.run_id = step.run_id AND task_attempt.run_id BETWEEN $3 AND $4
        AND task_attempt.task_id = step.task_id::uuid AND task_attempt.attempt = step.attempt
        AND task_attempt.completed_at IS NULL
    ), output AS (
      INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
      SELECT run_id, task_id::uuid, attempt, chunk, byte_offset, first_line, line_count, decode(data, 'base64')
      FROM step WHERE data IS NOT NULL
    ), task AS (
      UPDATE tasks SET status = step.status, retry_count = step.retry_count, exit_code = step.exit_code,
        signal = step.signal, error_message = step.error_message,
        completed_at = CASE WHEN step.status = 'PENDING' THEN NULL ELSE now() END,
        output = coalesce(step.tail, tasks.output), output_bytes = coalesce(step.bytes, tasks.output_bytes),
        output_truncated = coalesce(step.truncated, tasks.output_truncated)
      FROM step WHERE tasks.id = step.task_id::uuid AND tasks.run_id = step.run_id AND tasks.run_id BETWEEN $3 AND $4
      RETURNING tasks.id, tasks.process_record_id, tasks.run_id, tasks.task_index, tasks.status,
        step.next_task_id::uuid AS next_task_id
    ), next AS (
      UPDATE tasks SET ${BEGIN_ATTEMPT}
      FROM task JOIN process_run run ON run.id = task.run_id AND run.completed_at IS NULL
      WHERE tasks.id = task.next_task_id AND tasks.run_id = task.run_id AND tasks.run_id BETWEEN $3 AND $4
        AND tasks.status = 'PENDING'
      RETURNING tasks.*, run.type, run.type_version, run.input_data, run.total_tasks
    ), next_attempt AS (
      INSERT INTO task_attempt (task_id, attempt, run_id, worker_id)
      SELECT id, attempt_count, run_id, $2 FROM next
    ), run AS (
      UPDATE process_run SET current_task_index = task.task_index + 1 FROM task WHERE process_run.id = task.run_id
    ), record AS (
      UPDATE process_record SET current_task_index = task.task_index + 1, updated_at = now()
      FROM task WHERE process_record.id = task.process_record_id
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status, task_id, task_index, task_status)
      SELECT process_record_id, 'IN_PROGRESS', run_id, 'IN_PROGRESS', id, task_index, status FROM task
      UNION ALL
      SELECT process_record_id, NULL, run_id, NULL, id, task_index, 'IN_PROGRESS' FROM next
    )
    SELECT step.run_id AS of_run, step.version, ${CLAIMED_COLUMNS}
    FROM step LEFT JOIN next AS task ON task.run_id = step.run_id ${FOLLOWING_TASK}
      AND following.run_id BETWEEN $3 AND $4`,
};

/** The parameters of that statement, for attempts that one worker holds. */
export function manyValues(ended: readonly EndedAttempt[]): readonly unknown[] {
  const inOrder = [...ended].sort((a, b) => (a.held.taskId < b.held.taskId ? -1 : 1));
  const runIds = ended.map(({ held }) => held.runId).sort();
  return [JSON.stringify(inOrder.map(toRow)), ended[0]?.held.workerId, runIds[0], runIds.at(-1)];
}

function toRow({ held, result, task }: EndedAttempt): Record<string, unknown> {
  const { output } = result;
  const chunk = output?.lastChunk;
  return {
    task_id: held.taskId,
    held_version: held.version,
    attempt: held.attempt,
    outcome: result.outcome,
    exit_code: result.exitCode,
    signal: result.signal,
    error_message: result.errorMessage,
    status: task.status,
    retry_count: task.retryCount,
    tail: output?.tail,
    bytes: output?.bytes,
    truncated: output?.truncated,
    chunk: chunk?.chunk,
    byte_offset: chunk?.byteOffset,
    first_line: chunk?.firstLine,
    line_count: chunk?.lineCount,
    data: chunk?.data.toString('base64'),
    next_task_id: held.nextTaskId,
  };
}
