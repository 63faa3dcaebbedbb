import type { SqlClient, Statement } from '@app/database';
import type { FeedPosition, LiveEvent } from './live-event';

interface EventRow extends Omit<LiveEvent, 'position'> {
  readonly xid: string;
  readonly id: number;
}

// Transactions commit in another order than they number themselves. Below the oldest one that is still open nothing
// can appear any more, so a reader that stops there misses nothing.
const READ: Statement = {
  name: 'read_live_events',
  text: `
    SELECT xid, id, record_id AS "recordId", record_status AS "recordStatus", run_id AS "runId",
      run_status AS "runStatus", task_id AS "taskId", task_index AS "taskIndex", task_status AS "taskStatus"
    FROM live_event
    WHERE (xid, id) > ($1::text::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY xid, id LIMIT $3`,
};

const HEAD: Statement = {
  name: 'live_event_head',
  text: `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid`,
};

// Kept from the position on when something at or before it is still there, and the position is not ahead of this
// database, as after a restore.
const IS_KEPT: Statement = {
  name: 'is_live_event_kept',
  text: `
    SELECT EXISTS (SELECT FROM live_event WHERE (xid, id) <= ($1::text::xid8, $2::bigint))
      AND $1::text::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) AS kept`,
};

/** Reads the feed of changes that every transition writes to. */
export class LiveEventRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Where the feed is now: everything that commits from here on comes after it. */
  async readHead(): Promise<FeedPosition> {
    const rows = await this.sql.query<{ xid: string }>(HEAD);
    if (!rows[0]) throw new Error('the database has no current snapshot');
    return { xid: BigInt(rows[0].xid), id: 0n };
  }

  /** Up to `limit` events after the position, in order. */
  async readAfter(position: FeedPosition, limit: number): Promise<LiveEvent[]> {
    const rows = await this.sql.query<EventRow>(READ, [String(position.xid), String(position.id), limit]);
    return rows.map(({ xid, id, ...event }) => ({ ...event, position: { xid: BigInt(xid), id: BigInt(id) } }));
  }

  /** True when every event after the position is still there. */
  async isKept(position: FeedPosition): Promise<boolean> {
    const rows = await this.sql.query<{ kept: boolean }>(IS_KEPT, [String(position.xid), String(position.id)]);
    return rows[0]?.kept ?? false;
  }
}
