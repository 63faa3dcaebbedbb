import {
  decodeCursor,
  type KeysetPage,
  type KeysetRow,
  type PageRequest,
  pageOf,
  type SqlClient,
  type Statement,
} from '@app/database';
import {
  type WorkListFilter,
  type WorkListState,
  IN_STATE,
  isCountedByGroups,
  workListConditions,
} from './work-list-filter';
import type { WorkListGroupRepository } from './work-list-group.repository';
import { type WorkListSort, workListOrder, workListPage } from './work-list-page';

/** A row of the live work list, and what it is for. */
export interface ScheduledTask {
  readonly taskName: string;
  readonly taskInstance: string;
  readonly taskData: Buffer | null;
  readonly executionTime: Date;
  readonly picked: boolean;
  readonly pickedBy: string | null;
  readonly lastSuccess: Date | null;
  readonly lastFailure: Date | null;
  readonly consecutiveFailures: number;
  readonly lastHeartbeat: Date | null;
  readonly version: number;
  readonly priority: number;
  readonly state: WorkListState;
  /** Of a step or a schedule. */
  readonly processRecordId: string | null;
  readonly runId: string | null;
  readonly runNumber: number | null;
  /** Of a step: the task that is next, or that runs. */
  readonly stepName: string | null;
  readonly stepIndex: number | null;
}

/** A row with what is read only of one. */
export interface ScheduledTaskDetail extends ScheduledTask {
  readonly command: string | null;
  /** Of the task's latest attempt, the schedule's latest decision, or the job's latest round. */
  readonly errorMessage: string | null;
  readonly held: boolean;
}

const COLUMNS = `page.task_name AS "taskName", page.task_instance AS "taskInstance", page.task_data AS "taskData",
  page.execution_time AS "executionTime", page.picked, page.picked_by AS "pickedBy",
  page.last_success AS "lastSuccess", page.last_failure AS "lastFailure",
  page.consecutive_failures AS "consecutiveFailures", page.last_heartbeat AS "lastHeartbeat", page.version,
  page.priority, CASE WHEN page.picked THEN 'running' WHEN page.consecutive_failures > 0 THEN 'failed'
    ELSE 'scheduled' END AS state,
  coalesce(run.process_record_id, CASE WHEN page.task_name = 'process-schedule' THEN page.task_instance END)
    AS "processRecordId",
  page.run_id AS "runId", run.run_number AS "runNumber", task.task_name AS "stepName", task.task_index AS "stepIndex"`;

const WITH_RUN = `LEFT JOIN process_run run ON run.id = page.run_id
      LEFT JOIN tasks task ON task.run_id = page.run_id
        AND task.id = CASE WHEN page.task_name = 'process-task' THEN page.task_instance::uuid END`;

const FIND: Statement = {
  name: 'find_scheduled_task',
  text: `
    SELECT ${COLUMNS}, task.command, page.run_id IS NOT NULL AND page.task_data IS NOT NULL AS held,
      CASE page.task_name
        WHEN 'process-task' THEN (SELECT error_message FROM task_attempt WHERE run_id = page.run_id AND task_id = task.id
          ORDER BY attempt DESC LIMIT 1 OFFSET CASE WHEN page.picked THEN 1 ELSE 0 END)
        WHEN 'process-schedule' THEN (SELECT schedule_error FROM process_record WHERE id = page.task_instance)
        WHEN 'maintenance' THEN (SELECT error_message FROM maintenance_round WHERE job = page.task_instance
          ORDER BY id DESC LIMIT 1)
      END AS "errorMessage"
    FROM scheduled_tasks page ${WITH_RUN} WHERE page.task_name = $1 AND page.task_instance = $2`,
};

/** Reads the live work list. */
export class ScheduledTaskRepository {
  constructor(
    private readonly sql: SqlClient,
    private readonly groups: WorkListGroupRepository,
  ) {}

  /** One page in the given order. Throws `invalid` for a cursor of another list. */
  async list(filter: WorkListFilter, sort: WorkListSort, page: PageRequest): Promise<KeysetPage<ScheduledTask>> {
    const { keys } = workListOrder(sort);
    const cursor =
      page.cursor === undefined
        ? undefined
        : decodeCursor(
            page.cursor,
            keys.map((key) => key.part),
          );
    const { text, values } = workListPage(filter, sort, cursor, page.limit + 1);
    // The joined tables are asked for the rows of the page only; they come in its order.
    const statement = {
      name: '',
      text: `SELECT ${COLUMNS}, page."cursorValues" FROM ${text} ${WITH_RUN} ORDER BY page.place`,
    };
    const [rows, total] = await Promise.all([
      this.sql.query<KeysetRow<ScheduledTask>>(statement, values),
      this.count(filter),
    ]);
    return pageOf(rows, page.limit, total);
  }

  /** One row; null when it is not in the list (any more). */
  async find(taskName: string, taskInstance: string): Promise<ScheduledTaskDetail | null> {
    const rows = await this.sql.query<ScheduledTaskDetail & Record<string, unknown>>(FIND, [taskName, taskInstance]);
    return rows[0] ?? null;
  }

  private async count(filter: WorkListFilter): Promise<number> {
    if (isCountedByGroups(filter)) {
      const groups = (await this.groups.list()).filter(
        ({ taskName }) => filter.taskName === undefined || taskName === filter.taskName,
      );
      return groups.reduce((sum, group) => sum + (filter.state ? group[filter.state] : group.total), 0);
    }
    const conditions = workListConditions(filter);
    const state = filter.state ? ` AND ${IN_STATE[filter.state]}` : '';
    const text = `SELECT count(*) AS total FROM scheduled_tasks ${conditions.toString() || 'WHERE true'}${state}`;
    const rows = await this.sql.query<{ total: number }>({ name: '', text }, conditions.values);
    return rows[0]?.total ?? 0;
  }
}
