import type { SqlClient, Statement } from '@app/database';
import type { StepRef } from './step';

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

const RECORD_TURN: Statement = {
  name: 'record_maintenance_turn',
  text: `
    UPDATE scheduled_tasks SET last_success = CASE WHEN $2 THEN now() ELSE last_success END,
      last_failure = CASE WHEN $2 THEN last_failure ELSE now() END,
      consecutive_failures = CASE WHEN $2 THEN 0 ELSE consecutive_failures + 1 END
    WHERE task_name = '${MAINTENANCE}' AND task_instance = $1`,
};

const COUNT_DUE: Statement = {
  name: 'count_due_steps',
  text: `SELECT count(*)::integer AS due FROM scheduled_tasks
    WHERE NOT picked AND task_name = 'process-task' AND execution_time <= now()`,
};

const FIND_DUE: Statement = {
  name: 'find_due_steps',
  text: `
    SELECT task_instance, version FROM scheduled_tasks
    WHERE NOT picked AND task_name = 'process-task' AND execution_time <= now() - $1 * interval '1 millisecond'
    ORDER BY priority DESC, execution_time LIMIT $2`,
};

const TRIM_LIVE_EVENTS: Statement = {
  name: 'trim_live_events',
  text: `DELETE FROM live_event WHERE created_at < now() - interval '10 minutes'`,
};

/** What recurring maintenance reads and writes. */
export class SweepRepository {
  constructor(private readonly sql: SqlClient) {}

  /** True for exactly one caller per `everyMs`, over all workers. */
  async takeTurn(job: string, everyMs: number): Promise<boolean> {
    return (await this.sql.query(TAKE_TURN, [job, everyMs])).length > 0;
  }

  async recordTurn(job: string, succeeded: boolean): Promise<void> {
    await this.sql.query(RECORD_TURN, [job, succeeded]);
  }

  async countDueSteps(): Promise<number> {
    const rows = await this.sql.query<{ due: number }>(COUNT_DUE);
    return rows[0]?.due ?? 0;
  }

  /** Steps that nobody picked although they have been due for `overdueMs`, in the order they are to run. */
  async findDueSteps(overdueMs: number, limit: number): Promise<StepRef[]> {
    const rows = await this.sql.query<{ task_instance: string; version: number }>(FIND_DUE, [overdueMs, limit]);
    return rows.map((row) => ({ taskId: row.task_instance, version: row.version }));
  }

  async trimLiveEvents(): Promise<void> {
    await this.sql.query(TRIM_LIVE_EVENTS);
  }
}
