import type { SqlClient, Statement } from '@app/database';
import type { ScheduleOptions } from '@app/scheduling';
import { type ScheduleFilter, scheduleConditions } from './schedule-filter';

/** Records that fire at the same times: the same expression, zone and options. */
export interface ScheduleGroup {
  readonly schedule: string;
  /** Null is UTC. */
  readonly timeZone: string | null;
  readonly options: ScheduleOptions | null;
  /** How many records, and how many of them are paused by themselves. */
  readonly records: number;
  readonly paused: number;
}

export interface ScheduleGroups {
  /** Those of most records first. */
  readonly groups: readonly ScheduleGroup[];
  /** What the limit left out. */
  readonly leftOut: { readonly groups: number; readonly records: number };
}

/** How many records have a schedule, and what there is to know about them at a glance. */
export interface ScheduleTotals {
  readonly scheduled: number;
  readonly paused: number;
  readonly failing: number;
}

export type RecordsOfGroup = Pick<ScheduleGroup, 'schedule' | 'timeZone' | 'options'> & {
  readonly recordIds: readonly string[];
};

interface GroupRow extends ScheduleGroup {
  readonly allGroups: number;
  readonly allRecords: number;
}

const TOTALS: Statement = {
  name: 'schedule_totals',
  text: `
    SELECT count(*)::integer AS scheduled, count(schedule_paused_at)::integer AS paused,
      count(schedule_error)::integer AS failing
    FROM process_record WHERE schedule IS NOT NULL`,
};

const CAPACITY: Statement = {
  name: 'worker_capacity',
  text: `
    SELECT coalesce(sum(concurrency), 0)::integer AS slots FROM worker
    WHERE stopped_at IS NULL AND NOT draining AND last_heartbeat_at > now() - $1 * interval '1 millisecond'`,
};

/** Reads what is needed to say when schedules will fire: each different one once. */
export class ScheduleOutlookRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The different schedules that still fire, at most `limit`. */
  async listGroups(filter: ScheduleFilter, limit: number): Promise<ScheduleGroups> {
    const conditions = scheduleConditions(filter).and(
      '(next_fire_at IS NOT NULL OR schedule_waits_for IS NOT NULL OR schedule_paused_at IS NOT NULL)',
    );
    const text = `
      SELECT schedule, time_zone AS "timeZone", schedule_options AS options, count(*)::integer AS records,
        count(schedule_paused_at)::integer AS paused,
        (count(*) OVER ())::integer AS "allGroups", (sum(count(*)) OVER ())::integer AS "allRecords"
      FROM process_record ${conditions}
      GROUP BY schedule, time_zone, schedule_options
      ORDER BY count(*) DESC, schedule, time_zone, schedule_options LIMIT ${conditions.parameter(limit)}`;
    const rows = await this.sql.query<{ [Field in keyof GroupRow]: GroupRow[Field] }>(
      { name: '', text },
      conditions.values,
    );
    const { allGroups, allRecords } = rows[0] ?? { allGroups: 0, allRecords: 0 };
    return {
      groups: rows.map(({ allGroups: _, allRecords: __, ...group }) => group),
      leftOut: {
        groups: allGroups - rows.length,
        records: allRecords - rows.reduce((sum, { records }) => sum + records, 0),
      },
    };
  }

  /** The ids of the first `count` records of each of these expressions, in each zone and with each of the options. */
  async listRecordIds(
    filter: ScheduleFilter,
    expressions: readonly string[],
    count: number,
  ): Promise<RecordsOfGroup[]> {
    const conditions = scheduleConditions(filter);
    conditions.where(expressions, (all) => `schedule = ANY(${all}::text[])`);
    const text = `
      SELECT schedule, time_zone AS "timeZone", schedule_options AS options, array_agg(id ORDER BY place) AS "recordIds"
      FROM (
        SELECT id, schedule, time_zone, schedule_options,
          row_number() OVER (PARTITION BY schedule, time_zone, schedule_options ORDER BY id) AS place
        FROM process_record ${conditions}
      ) record WHERE place <= ${conditions.parameter(count)} GROUP BY schedule, time_zone, schedule_options`;
    return this.sql.query<{ [Field in keyof RecordsOfGroup]: RecordsOfGroup[Field] }>(
      { name: '', text },
      conditions.values,
    );
  }

  async totals(): Promise<ScheduleTotals> {
    const rows = await this.sql.query<{ [Field in keyof ScheduleTotals]: number }>(TOTALS);
    return rows[0] ?? { scheduled: 0, paused: 0, failing: 0 };
  }

  /** How many commands the workers take at once whose heartbeat is younger than `leaseMs`. */
  async capacity(leaseMs: number): Promise<number> {
    return (await this.sql.query<{ slots: number }>(CAPACITY, [leaseMs]))[0]?.slots ?? 0;
  }
}
