import {
  decodeCursor,
  type KeysetPage,
  type KeysetRow,
  type PageRequest,
  pageOf,
  type SqlClient,
  type Statement,
} from '@app/database';
import type { ProcessRecord } from './process-record.entity';
import type { RecordFilter, RecordSort, ScheduleState } from './record-filter';
import { containing, cursorColumn, orderBy, SqlConditions, type SortKey } from './sql-conditions';

const COLUMNS = `id, type, input_data AS "inputData", schedule, time_zone AS "timeZone",
  current_status AS "currentStatus", current_task_index AS "currentTaskIndex", total_tasks AS "totalTasks",
  started_when AS "startedWhen", completed_when AS "completedWhen", failed_when AS "failedWhen",
  stopped_when AS "stoppedWhen", last_error_message AS "lastErrorMessage", triggered_by AS "triggeredBy",
  created_at AS "createdAt", updated_at AS "updatedAt", latest_run_id AS "latestRunId", next_fire_at AS "nextFireAt",
  schedule_options AS "scheduleOptions", schedule_paused_at AS "schedulePausedAt", schedule_error AS "scheduleError"`;

// Of the last whole runs that completed. As a value of each row of the page, it is read for those rows only.
const USUAL_DURATION = `(
  SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::bigint FROM (
    SELECT extract(epoch FROM completed_at - started_at)::double precision * 1000 AS ms FROM process_run
    WHERE process_record_id = page.id AND status = 'COMPLETED' AND trigger <> 'resume'
    ORDER BY run_number DESC LIMIT 20
  ) run) AS "usualDurationMs"`;

const ID: SortKey = { column: 'id', part: 'text' };
const CREATED: SortKey = { column: 'created_at', part: 'micros' };
// Each order has an index on these columns, but updatedAt: that one would be paid for by every transition.
const SORT_KEYS: Readonly<Record<string, readonly SortKey[]>> = {
  createdAt: [CREATED, ID],
  updatedAt: [{ column: 'updated_at', part: 'micros' }, ID],
  id: [ID],
  status: [{ column: 'current_status', part: 'text' }, CREATED, ID],
  type: [{ column: 'type', part: 'text' }, CREATED, ID],
  // What never fires comes last: at a moment that a cursor can still hold in microseconds.
  nextFireAt: [{ column: `coalesce(next_fire_at, '2255-01-01 00:00:00+00'::timestamptz)`, part: 'micros' }, ID],
};

const FIND: Statement = {
  name: 'find_process_record',
  text: `SELECT ${COLUMNS}, ${USUAL_DURATION} FROM process_record page WHERE id = $1`,
};

// Without a type of all types, without a status of all statuses.
const COUNT_TALLIED: Statement = {
  name: 'count_tallied_records',
  text: `SELECT coalesce(sum(records), 0)::bigint AS total FROM record_tally
    WHERE ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR status = $2)`,
};

/** A record, and how long its runs usually take: the median of the last 20 that completed; null without any. */
export type ListedRecord = ProcessRecord & { readonly usualDurationMs: number | null };

/** Reads process records. */
export class ProcessRecordRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The record, or null when it does not exist. */
  async find(id: string): Promise<ListedRecord | null> {
    const rows = await this.sql.query<ListedRecord>(FIND, [id]);
    return rows[0] ?? null;
  }

  /** One page of the records that pass the filter. Throws `invalid` for a cursor of another list. */
  async list(filter: RecordFilter, page: PageRequest): Promise<KeysetPage<ListedRecord>> {
    const { keys, descending } = sortOf(filter.sort);
    const cursor =
      page.cursor === undefined
        ? undefined
        : decodeCursor(
            page.cursor,
            keys.map((key) => key.part),
          );
    const conditions = conditionsOf(filter).after(keys, descending, cursor);
    // Outside the limit: what stands inside is worked out for every row that a sort reads.
    const text = `SELECT ${COLUMNS}, ${USUAL_DURATION}, ${cursorColumn(keys)} FROM (
      SELECT * FROM process_record ${conditions}
      ${orderBy(keys, descending)} LIMIT ${conditions.parameter(page.limit + 1)}) page`;
    const [rows, total] = await Promise.all([
      this.sql.query<KeysetRow<ListedRecord>>({ name: '', text }, conditions.values),
      this.count(filter),
    ]);
    return pageOf(rows, page.limit, total);
  }

  private async count(filter: RecordFilter): Promise<number> {
    const rows = isTallied(filter)
      ? await this.sql.query<{ total: number }>(COUNT_TALLIED, [filter.type ?? null, filter.status ?? null])
      : await this.countRows(conditionsOf(filter));
    return rows[0]?.total ?? 0;
  }

  private countRows(conditions: SqlConditions): Promise<{ total: number }[]> {
    const text = `SELECT count(*) AS total FROM process_record ${conditions}`;
    return this.sql.query<{ total: number }>({ name: '', text }, conditions.values);
  }
}

const IN_SCHEDULE_STATE: Readonly<Record<ScheduleState, string>> = {
  scheduled: 'schedule IS NOT NULL',
  paused: 'schedule_paused_at IS NOT NULL AND schedule IS NOT NULL',
  error: 'schedule_error IS NOT NULL',
  none: 'schedule IS NULL',
};

// Records are tallied by type and status; what else is asked for has to be looked at row by row.
function isTallied({ search, scheduled, scheduleState, endedSince }: RecordFilter): boolean {
  return [search, scheduled, scheduleState, endedSince].every((condition) => condition === undefined);
}

function conditionsOf(filter: RecordFilter): SqlConditions {
  return new SqlConditions()
    .where(filter.status, (status) => `current_status = ${status}`)
    .where(filter.type, (type) => `type = ${type}`)
    .where(containing(filter.search), (pattern) => `id COLLATE "C" ILIKE ${pattern}`)
    .where(filter.endedSince, (since) => `greatest(completed_when, failed_when, stopped_when) >= ${since}`)
    .either(filter.scheduled, 'schedule IS NOT NULL', 'schedule IS NULL')
    .choice(filter.scheduleState, IN_SCHEDULE_STATE);
}

function sortOf(sort: RecordSort): { keys: readonly SortKey[]; descending: boolean } {
  const descending = sort.startsWith('-');
  return { keys: SORT_KEYS[descending ? sort.slice(1) : sort] ?? [CREATED, ID], descending };
}
