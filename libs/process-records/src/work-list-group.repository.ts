import type { SqlClient, Statement } from '@app/database';
import { IN_STATE } from './work-list-filter';

/** The rows of one name, counted by state. */
export interface WorkListGroup {
  readonly taskName: string;
  readonly total: number;
  readonly scheduled: number;
  readonly running: number;
  readonly failed: number;
}

// Every active run has one row, and how many records run is in a tally: what is most is not counted. Of the rest, what
// runs and what fails is in small indexes, and schedules and jobs in a stretch of the key.
const LIST: Statement = {
  name: 'count_work_list_groups',
  text: `
    WITH running AS (
      SELECT task_name, count(*) AS rows FROM scheduled_tasks WHERE ${IN_STATE.running} GROUP BY task_name
    ), failed AS (
      SELECT task_name, count(*) AS rows FROM scheduled_tasks WHERE ${IN_STATE.failed} GROUP BY task_name
    ), all_rows AS (
      SELECT 'process-task' AS task_name, coalesce(sum(records), 0) AS rows FROM record_tally WHERE status = 'IN_PROGRESS'
      UNION ALL
      SELECT task_name, count(*) FROM scheduled_tasks WHERE task_name < 'process-task' GROUP BY task_name
      UNION ALL
      SELECT task_name, count(*) FROM scheduled_tasks WHERE task_name > 'process-task' GROUP BY task_name
    )
    SELECT task_name AS "taskName", all_rows.rows::bigint AS total, coalesce(running.rows, 0)::bigint AS running,
      coalesce(failed.rows, 0)::bigint AS failed,
      greatest(0, all_rows.rows - coalesce(running.rows, 0) - coalesce(failed.rows, 0))::bigint AS scheduled
    FROM all_rows LEFT JOIN running USING (task_name) LEFT JOIN failed USING (task_name)
    WHERE all_rows.rows > 0 ORDER BY task_name`,
};

/** Counts the live work list. */
export class WorkListGroupRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The names that have rows, in order. */
  async list(): Promise<readonly WorkListGroup[]> {
    return this.sql.query<WorkListGroup & Record<string, unknown>>(LIST);
  }
}
