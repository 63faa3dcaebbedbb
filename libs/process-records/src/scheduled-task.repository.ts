import { decodeCursor, type KeysetPage, type KeysetRow, type PageRequest, pageOf, type SqlClient } from '@app/database';
import { containing, cursorColumn, orderBy, SqlConditions, type SortKey } from './sql-conditions';

/** A row of the live work list. */
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
}

/** Which rows; what is absent does not restrict. */
export interface ScheduledTaskFilter {
  readonly taskName?: string | undefined;
  /** Part of the instance, in any case. */
  readonly search?: string | undefined;
  readonly picked?: boolean | undefined;
  readonly due?: boolean | undefined;
}

const COLUMNS = `task_name AS "taskName", task_instance AS "taskInstance", task_data AS "taskData",
  execution_time AS "executionTime", picked, picked_by AS "pickedBy", last_success AS "lastSuccess",
  last_failure AS "lastFailure", consecutive_failures AS "consecutiveFailures", last_heartbeat AS "lastHeartbeat",
  version, priority`;

const KEYS: readonly SortKey[] = [
  { column: 'execution_time', part: 'micros' },
  { column: 'task_name', part: 'text' },
  { column: 'task_instance', part: 'text' },
];

/** Reads the live work list. */
export class ScheduledTaskRepository {
  constructor(private readonly sql: SqlClient) {}

  /** One page in the order of execution time. Throws `invalid` for a cursor of another list. */
  async list(filter: ScheduledTaskFilter, page: PageRequest): Promise<KeysetPage<ScheduledTask>> {
    const cursor =
      page.cursor === undefined
        ? undefined
        : decodeCursor(
            page.cursor,
            KEYS.map((key) => key.part),
          );
    const conditions = conditionsOf(filter).after(KEYS, false, cursor);
    // Outside the limit: what stands inside is worked out for every row that the sort reads.
    const text = `SELECT ${COLUMNS}, ${cursorColumn(KEYS)} FROM (
      SELECT * FROM scheduled_tasks ${conditions}
      ${orderBy(KEYS, false)} LIMIT ${conditions.parameter(page.limit + 1)}) page`;
    const [rows, total] = await Promise.all([
      this.sql.query<KeysetRow<ScheduledTask>>({ name: '', text }, conditions.values),
      this.count(filter),
    ]);
    return pageOf(rows, page.limit, total);
  }

  private async count(filter: ScheduledTaskFilter): Promise<number> {
    const conditions = conditionsOf(filter);
    const text = `SELECT count(*) AS total FROM scheduled_tasks ${conditions}`;
    const rows = await this.sql.query<{ total: number }>({ name: '', text }, conditions.values);
    return rows[0]?.total ?? 0;
  }
}

function conditionsOf(filter: ScheduledTaskFilter): SqlConditions {
  return new SqlConditions()
    .where(filter.taskName, (name) => `task_name = ${name}`)
    .where(containing(filter.search), (pattern) => `task_instance ILIKE ${pattern}`)
    .either(filter.picked, 'picked', 'NOT picked')
    .either(filter.due, 'execution_time <= now()', 'execution_time > now()');
}
