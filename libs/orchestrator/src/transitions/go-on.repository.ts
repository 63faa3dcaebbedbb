import { type SqlClient, sqlState, type Statement } from '@app/database';
import { MicroBatch, type Settled } from '../micro-batch';
import type { AttemptResult, TaskOutcome } from './attempt-result';
import {
  BEGIN_ATTEMPT,
  CLAIMED_COLUMNS,
  type ClaimedTask,
  type ClaimRow,
  FOLLOWING_TASK,
  toClaimedTask,
} from './claim-task.repository';
import { CLOSE_ATTEMPT, closeValues, STEP_HELD } from './close-attempt';
import { type EndedAttempt, GO_ON_WITH_MANY, MOST_AT_ONCE, manyValues } from './go-on-with-many';

// The end of an attempt and the claim of the next task in one. The next one joins the one that ended, so that this is
// written first.
const GO_ON: Statement = {
  name: 'go_on',
  text: `
    WITH step AS (
      UPDATE scheduled_tasks SET task_instance = $19, last_heartbeat = now(), version = version + 1,
        execution_time = now(), consecutive_failures = 0, task_data = NULL,
        last_success = CASE WHEN $5::text = 'SUCCEEDED' THEN now() ELSE last_success END,
        last_failure = CASE WHEN $5::text = 'SUCCEEDED' THEN last_failure ELSE now() END
      WHERE ${STEP_HELD}
      RETURNING run_id, version
    ), ${CLOSE_ATTEMPT}, next AS (
      UPDATE tasks SET ${BEGIN_ATTEMPT}
      FROM step JOIN task ON true JOIN process_run run ON run.id = step.run_id AND run.completed_at IS NULL
      WHERE tasks.id = ($19::text)::uuid AND tasks.run_id = step.run_id AND tasks.status = 'PENDING'
      RETURNING tasks.*, run.type, run.type_version, run.input_data, run.total_tasks
    ), next_attempt AS (
      INSERT INTO task_attempt (task_id, attempt, run_id, worker_id)
      SELECT id, attempt_count, run_id, $3 FROM next
    ), run AS (
      UPDATE process_run SET current_task_index = task.task_index + 1 FROM task WHERE id = task.run_id
    ), record AS (
      UPDATE process_record SET current_task_index = task.task_index + 1, updated_at = now()
      FROM task WHERE id = task.process_record_id
    ), event AS (
      INSERT INTO live_event (record_id, record_status, run_id, run_status, task_id, task_index, task_status)
      SELECT process_record_id, 'IN_PROGRESS', run_id, 'IN_PROGRESS', ($1::text)::uuid, task_index, $9::text FROM task
      UNION ALL
      SELECT process_record_id, NULL, run_id, NULL, id, task_index, 'IN_PROGRESS' FROM next
    )
    SELECT step.version, ${CLAIMED_COLUMNS}
    FROM step LEFT JOIN next AS task ON true ${FOLLOWING_TASK}`,
};

/** What a statement gives for each step that was still held: its version, and the next task if that was claimed. */
export type WentOnRow = ClaimRow | { readonly task_id: null; readonly version: number };

/** `next` is null when the next task cannot run: the sweep ends such a run. */
export interface WentOn {
  readonly next: ClaimedTask | null;
}

/** A statement that waits for a lock, or for a connection that is gone, is not waited for. */
const PATIENCE_MS = 50;
/** Larger output goes by itself: what it costs is not the statement. */
const LARGE_OUTPUT_BYTES = 16 * 1024;

/** Lets a worker go on with the next task of a run without a delivery between. */
export class GoOnRepository {
  private readonly batch = new MicroBatch<EndedAttempt, WentOn | null>((ended) => this.goOnTogether(ended), {
    most: MOST_AT_ONCE,
    patienceMs: PATIENCE_MS,
  });

  constructor(private readonly sql: SqlClient) {}

  /**
   * Ends an attempt and claims the next task of its run for the same worker, in one statement, which is shared with the
   * attempts that end while another such statement is under way.
   * @returns null when the step is no longer held at this version
   */
  async goOn(held: ClaimedTask, result: AttemptResult, task: TaskOutcome): Promise<WentOn | null> {
    if (held.nextTaskId === null) throw new RangeError(`task ${held.taskId} is the last of its run`);
    const ended = { held, result, task };
    return outputBytes(result) > LARGE_OUTPUT_BYTES ? this.goOnAlone(ended) : this.batch.submit(ended);
  }

  private async goOnTogether(ended: readonly EndedAttempt[]): Promise<readonly Settled<WentOn | null>[]> {
    if (ended.length > 1) {
      try {
        return (await this.goOnWithMany(ended)).map((value) => ({ status: 'fulfilled', value }));
      } catch (error) {
        // One row that cannot be written must not cost the others' results: nothing was written.
        if (!isOfOneRow(error)) throw error;
      }
    }
    return Promise.allSettled(ended.map((one) => this.goOnAlone(one)));
  }

  private async goOnAlone({ held, result, task }: EndedAttempt): Promise<WentOn | null> {
    const [row] = await this.sql.query<WentOnRow>(GO_ON, [...closeValues(held, result, task), held.nextTaskId]);
    return row === undefined ? null : wentOn(row, held.workerId);
  }

  private async goOnWithMany(ended: readonly EndedAttempt[]): Promise<(WentOn | null)[]> {
    const rows = await this.sql.query<WentOnRow & { of_run: string }>(GO_ON_WITH_MANY, manyValues(ended));
    const byRun = new Map(rows.map((row) => [row.of_run, row]));
    return ended.map(({ held }) => {
      // Two of them may be of one run: one was taken for lost, recovered, and is held a second time.
      const row = byRun.get(held.runId);
      return row?.version === held.version + 1 ? wentOn(row, held.workerId) : null;
    });
  }
}

function wentOn(row: WentOnRow, workerId: string): WentOn {
  return { next: row.task_id === null ? null : toClaimedTask(row, workerId) };
}

function outputBytes({ output }: AttemptResult): number {
  return (output?.tail.length ?? 0) + (output?.lastChunk?.data.length ?? 0);
}

// Data that is refused, a constraint, or a deadlock with somebody who locks the same rows in another order.
function isOfOneRow(error: unknown): boolean {
  return ['22', '23', '40'].some((errorClass) => sqlState(error)?.startsWith(errorClass));
}
