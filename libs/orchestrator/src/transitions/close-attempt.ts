import { type AttemptResult, outputValues, type TaskOutcome } from './attempt-result';
import type { ClaimedTask } from './claim-task.repository';

/** The row of a step that is still held as it was claimed. */
export const STEP_HELD = `task_name = 'process-task' AND task_instance = $1::text AND version = $2 AND picked_by = $3`;

/** CTEs after one named `step` with its `run_id`: write the result to the attempt and its `task`. */
export const CLOSE_ATTEMPT = `
    attempt AS (
      UPDATE task_attempt SET completed_at = now(), outcome = $5, exit_code = $6::integer, signal = $7,
        error_message = $8, output_bytes = coalesce($12::bigint, output_bytes),
        output_truncated = coalesce($13::boolean, output_truncated)
      FROM step WHERE task_attempt.run_id = step.run_id AND task_id = ($1::text)::uuid AND attempt = $4::integer
        AND completed_at IS NULL
    ), output AS (
      INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
      SELECT run_id, ($1::text)::uuid, $4::integer, $14, $15, $16, $17, $18::bytea FROM step WHERE $18::bytea IS NOT NULL
    ), task AS (
      UPDATE tasks SET status = $9::text, retry_count = $10, exit_code = $6::integer, signal = $7, error_message = $8,
        completed_at = CASE WHEN $9::text = 'PENDING' THEN NULL ELSE now() END,
        output = coalesce($11::text, output), output_bytes = coalesce($12::bigint, output_bytes),
        output_truncated = coalesce($13::boolean, output_truncated)
      FROM step WHERE tasks.id = ($1::text)::uuid AND tasks.run_id = step.run_id
      RETURNING tasks.process_record_id, tasks.run_id, tasks.task_index
    )`;

/** The parameters of both: $1 task, $2 version, $3 worker, $4 attempt, $5–$8 result, $9–$10 task outcome, $11–$18 output. */
export function closeValues(held: ClaimedTask, result: AttemptResult, task: TaskOutcome): readonly unknown[] {
  return [
    held.taskId,
    held.version,
    held.workerId,
    held.attempt,
    result.outcome,
    result.exitCode,
    result.signal,
    result.errorMessage,
    task.status,
    task.retryCount,
    ...outputValues(result.output),
  ];
}
