import type { SqlClient } from '@app/database';
import type { RunStatus } from '@app/process-core';
import { ofRecords, type ScheduleFilter } from './schedule-filter';
import { SqlConditions } from './sql-conditions';

/** What became of fires, as the calendar tells them apart. */
export type FireState = RunStatus | 'QUEUED' | 'SKIPPED' | 'RUN_GONE';

/** How many fires of five minutes came to the same. */
export interface FireTally {
  /** First moment of the five minutes, in milliseconds since 1970. */
  readonly at: number;
  readonly state: FireState;
  readonly fires: number;
}

export interface FireTallies {
  readonly tallies: readonly FireTally[];
  /** The moment from which all fires are counted, where there were too many; null when they are all. */
  readonly completeFrom: Date | null;
}

/** What the calendar shows at its finest. */
export const TALLY_SECONDS = 300;

/** Counts what became of fires. */
export class FireTallyRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The fires in `[from, to)`, of so many the newest. A long stretch of missed ones counts as one, where it begins. */
  async count(filter: ScheduleFilter, from: Date, to: Date, limit: number): Promise<FireTallies> {
    const conditions = new SqlConditions()
      .where(from, (moment) => `fire_at >= ${moment}`)
      .where(to, (moment) => `fire_at < ${moment}`);
    const records = ofRecords(filter, conditions.values);
    if (records !== null) conditions.and(records);
    const text = `
      WITH fire AS MATERIALIZED (
        SELECT process_record_id, fire_at, outcome FROM schedule_fire ${conditions}
        ORDER BY fire_at DESC LIMIT ${conditions.parameter(limit)}
      )
      SELECT (floor(extract(epoch FROM fire.fire_at) / ${TALLY_SECONDS}) * ${TALLY_SECONDS} * 1000)::bigint AS at,
        CASE WHEN fire.outcome <> 'RUN' THEN fire.outcome ELSE coalesce(run.status, 'RUN_GONE') END AS state,
        count(*)::integer AS fires, min(fire.fire_at) AS first
      FROM fire LEFT JOIN process_run run ON fire.outcome = 'RUN'
        AND run.process_record_id = fire.process_record_id AND run.scheduled_fire_at = fire.fire_at
      GROUP BY 1, 2`;
    const rows = await this.sql.query<{ at: number; state: FireState; fires: number; first: Date }>(
      { name: '', text },
      conditions.values,
    );
    const counted = rows.reduce((sum, { fires }) => sum + fires, 0);
    return {
      tallies: rows.map(({ at, state, fires }) => ({ at, state, fires })),
      completeFrom: counted < limit ? null : new Date(Math.min(...rows.map(({ first }) => first.getTime()))),
    };
  }
}
