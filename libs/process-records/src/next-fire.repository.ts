import type { SqlClient, Statement } from '@app/database';
import type { RecordSchedule } from './next-fire';

/** A record whose stored next fire has passed. */
export interface DueFire extends RecordSchedule {
  readonly id: string;
  /** The database's time: what comes next is after it. */
  readonly foundAt: Date;
}

// By the order of the index, whose first rows are the ones that are due.
const FIND_DUE: Statement = {
  name: 'find_due_fires',
  text: `
    SELECT id, schedule, time_zone AS "timeZone", now() AS "foundAt" FROM process_record
    WHERE coalesce(next_fire_at, '2255-01-01 00:00:00+00'::timestamptz) <= now()
    ORDER BY coalesce(next_fire_at, '2255-01-01 00:00:00+00'::timestamptz), id LIMIT $1`,
};

// Compared with the schedule that was read: who changed it meanwhile also set what follows from it.
const ADVANCE: Statement = {
  name: 'advance_next_fires',
  text: `
    UPDATE process_record record SET next_fire_at = due.next_fire_at
    FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS due (id, schedule, time_zone, next_fire_at)
    WHERE record.id = due.id AND record.schedule IS NOT DISTINCT FROM due.schedule
      AND record.time_zone IS NOT DISTINCT FROM due.time_zone AND record.next_fire_at <= now()`,
};

/** The stored next fires of records, by which lists are sorted. */
export class NextFireRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Records whose stored next fire has passed, the longest ago first. */
  async findDue(limit: number): Promise<DueFire[]> {
    return this.sql.query<DueFire>(FIND_DUE, [limit]);
  }

  /** Stores what comes next; null for a schedule that fires no more. */
  async advance(fires: readonly (DueFire & { readonly nextFireAt: Date | null })[]): Promise<void> {
    await this.sql.query(ADVANCE, [
      fires.map((fire) => fire.id),
      fires.map((fire) => fire.schedule),
      fires.map((fire) => fire.timeZone),
      fires.map((fire) => fire.nextFireAt),
    ]);
  }
}
