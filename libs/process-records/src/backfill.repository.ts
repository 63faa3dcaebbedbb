import type { SqlClient, Statement } from '@app/database';
import { RecordScheduleRepository } from './record-schedule.repository';

// A run says it as well: what became of a fire may be older than what is kept of that.
const DECIDED: Statement = {
  name: 'find_decided_fires',
  text: `
    SELECT fire_at AS "fireAt", outcome FROM schedule_fire
    WHERE process_record_id = $1 AND fire_at BETWEEN $2 AND $3 AND last_fire_at = fire_at AND outcome <> 'SKIPPED'
    UNION
    SELECT scheduled_fire_at, 'RUN' FROM process_run
    WHERE process_record_id = $1 AND scheduled_fire_at BETWEEN $2 AND $3`,
};

const QUEUE: Statement = {
  name: 'queue_backfill',
  text: `
    WITH queued AS (
      INSERT INTO schedule_fire AS fire (process_record_id, fire_at, last_fire_at, due_at, decided_at, outcome, origin,
        requested_by)
      SELECT $1::text, wanted.at, wanted.at, wanted.at, now(), 'QUEUED', 'backfill', $3::text
      FROM unnest($2::timestamptz[]) AS wanted (at)
      WHERE NOT EXISTS (
        SELECT FROM process_run WHERE process_record_id = $1::text AND scheduled_fire_at = wanted.at)
      ON CONFLICT (process_record_id, fire_at, last_fire_at) DO UPDATE SET outcome = 'QUEUED', reason = NULL,
        detail = NULL, origin = 'backfill', requested_by = excluded.requested_by, decided_at = excluded.decided_at
        WHERE fire.outcome = 'SKIPPED'
      RETURNING fire.fire_at
    ), record AS (
      UPDATE process_record SET schedule_waits_for = coalesce(schedule_waits_for, 'run-end')
      WHERE id = $1::text AND EXISTS (SELECT FROM queued)
      RETURNING id, current_status
    ), event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, current_status FROM record
    )
    SELECT fire_at AS "fireAt" FROM queued ORDER BY fire_at`,
};

const WITHDRAW: Statement = {
  name: 'withdraw_backfill',
  text: `
    WITH event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, current_status FROM process_record WHERE id = $1
    )
    UPDATE schedule_fire SET outcome = 'SKIPPED', reason = 'withdrawn', decided_at = now()
    WHERE process_record_id = $1 AND outcome = 'QUEUED' AND origin = 'backfill' RETURNING fire_at`,
};

/** A fire that has its run, or waits for it. */
export interface DecidedFire {
  readonly fireAt: Date;
  readonly outcome: 'RUN' | 'QUEUED';
}

/** Queues fires of the past, to be made up for one after the other. */
export class BackfillRepository {
  private readonly schedules = new RecordScheduleRepository();

  constructor(private readonly sql: SqlClient) {}

  /** The fires from the first to the last that need no run any more. */
  async findDecided(recordId: string, from: Date, to: Date): Promise<DecidedFire[]> {
    return this.sql.query<{ fireAt: Date; outcome: 'RUN' | 'QUEUED' }>(DECIDED, [recordId, from, to]);
  }

  /** Queues those that have no run and do not wait yet; gives them, oldest first. */
  async queue(recordId: string, fires: readonly Date[], requestedBy: string): Promise<Date[]> {
    return this.sql.transaction(async (transaction) => {
      if ((await this.schedules.lock(transaction, recordId)) === null) return [];
      const rows = await transaction.query<{ fireAt: Date }>(QUEUE, [recordId, fires, requestedBy]);
      return rows.map(({ fireAt }) => fireAt);
    });
  }

  /** Takes back what waits; gives how many. */
  async withdraw(recordId: string): Promise<number> {
    return this.sql.transaction(async (transaction) => {
      if ((await this.schedules.lock(transaction, recordId)) === null) return 0;
      return (await transaction.query(WITHDRAW, [recordId])).length;
    });
  }
}
