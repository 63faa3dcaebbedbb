import {
  decodeCursor,
  type KeysetPage,
  type KeysetRow,
  type PageRequest,
  pageOf,
  type SqlClient,
  type Statement,
} from '@app/database';
import type { ScheduleOptions } from '@app/scheduling';
import type { FireState } from './fire-tally.repository';
import { type ScheduleFilter, scheduleConditions } from './schedule-filter';
import { cursorColumn, orderBy, type SortKey } from './sql-conditions';

export const SCHEDULE_SORTS = ['id', 'nextFireAt'] as const;
export type ScheduleSort = (typeof SCHEDULE_SORTS)[number];

/** A record's schedule, and what it waits for. */
export interface ScheduleRow {
  readonly id: string;
  readonly type: string;
  readonly schedule: string;
  readonly timeZone: string | null;
  readonly scheduleOptions: ScheduleOptions | null;
  readonly nextFireAt: Date | null;
  readonly schedulePausedAt: Date | null;
  readonly scheduleError: string | null;
}

/** Fires of one record, in one slot, that came to the same. */
export interface FiresOfSlot {
  readonly recordId: string;
  readonly slot: number;
  readonly state: FireState;
  readonly fires: number;
  readonly firstAt: Date;
  /** Those of one of them. */
  readonly runId: string | null;
  readonly reason: string | null;
}

const ID: SortKey = { column: 'id', part: 'text' };
// The index of the lists of records: what never fires comes last.
const SORT_KEYS: Readonly<Record<ScheduleSort, readonly SortKey[]>> = {
  id: [ID],
  nextFireAt: [{ column: `coalesce(next_fire_at, '2255-01-01 00:00:00+00'::timestamptz)`, part: 'micros' }, ID],
};

const COLUMNS = `id, type, schedule, time_zone AS "timeZone", schedule_options AS "scheduleOptions",
  next_fire_at AS "nextFireAt", schedule_paused_at AS "schedulePausedAt", schedule_error AS "scheduleError"`;

const FIRES: Statement = {
  name: 'fires_of_slots',
  text: `
    SELECT record.id AS "recordId",
      floor(extract(epoch FROM fire.fire_at - $2::timestamptz) / $4::double precision)::integer AS slot,
      CASE WHEN fire.outcome <> 'RUN' THEN fire.outcome ELSE coalesce(run.status, 'RUN_GONE') END AS state,
      count(*)::integer AS fires, min(fire.fire_at) AS "firstAt", max(run.id::text) AS "runId", max(fire.reason) AS reason
    FROM unnest($1::text[]) AS record (id)
      CROSS JOIN LATERAL (
        SELECT fire_at, outcome, reason FROM schedule_fire
        WHERE process_record_id = record.id AND fire_at >= $2 AND fire_at < $3 ORDER BY fire_at DESC LIMIT $5
      ) fire
      LEFT JOIN process_run run ON fire.outcome = 'RUN' AND run.process_record_id = record.id
        AND run.scheduled_fire_at = fire.fire_at
    GROUP BY 1, 2, 3`,
};

/** Reads the rows of the timeline of schedules. */
export class ScheduleTimelineRepository {
  constructor(private readonly sql: SqlClient) {}

  /** One page of records with a schedule. Throws `invalid` for a cursor of another list. */
  async list(filter: ScheduleFilter, sort: ScheduleSort, page: PageRequest): Promise<KeysetPage<ScheduleRow>> {
    const keys = SORT_KEYS[sort];
    const cursor =
      page.cursor === undefined
        ? undefined
        : decodeCursor(
            page.cursor,
            keys.map((key) => key.part),
          );
    const conditions = scheduleConditions(filter).after(keys, false, cursor);
    const text = `SELECT ${COLUMNS}, ${cursorColumn(keys)} FROM process_record ${conditions}
      ${orderBy(keys, false)} LIMIT ${conditions.parameter(page.limit + 1)}`;
    const all = scheduleConditions(filter);
    const [rows, counted] = await Promise.all([
      this.sql.query<KeysetRow<ScheduleRow>>({ name: '', text }, conditions.values),
      this.sql.query<{ total: number }>(
        { name: '', text: `SELECT count(*) AS total FROM process_record ${all}` },
        all.values,
      ),
    ]);
    return pageOf(rows, page.limit, counted[0]?.total ?? 0);
  }

  /** What became of the newest fires of each record in `[from, to)`, at most `limit`, in slots of so many seconds. */
  async listFires(
    recordIds: readonly string[],
    [from, to]: readonly [Date, Date],
    slotSeconds: number,
    limit: number,
  ): Promise<FiresOfSlot[]> {
    return this.sql.query<{ [Field in keyof FiresOfSlot]: FiresOfSlot[Field] }>(FIRES, [
      recordIds,
      from,
      to,
      slotSeconds,
      limit,
    ]);
  }
}
