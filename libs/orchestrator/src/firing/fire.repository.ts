import type { SqlClient, Statement, TransactionClient } from '@app/database';
import type { ProcessTypeDefinition } from '@app/process-core';
import type { FoundSchedule, QueuedFire } from './found-schedule';
import type { FirePlan } from './plan-fires';

/** `task_name` of a record's next fire in `scheduled_tasks`; `task_instance` is the record. */
const FIRE = 'process-schedule';
// Where it is used, $1 is a time that stands in for the database's own in tests.
const NOW = 'coalesce($1::timestamptz, now())';
const READY = `schedule_waits_for IS NOT NULL AND (current_status <> 'IN_PROGRESS' OR schedule_waits_for = 'stop')`;

const LOOK: Statement = {
  name: 'look_for_fires',
  text: `
    SELECT EXISTS (SELECT FROM process_record WHERE ${READY}) AS ready,
      (SELECT extract(epoch FROM min(execution_time) - ${NOW}) * 1000 FROM scheduled_tasks
        WHERE task_name = '${FIRE}')::double precision AS "dueInMs"`,
};

// A record that somebody else has locked is looked at again in a moment. Both rows are compared again once they are
// locked, so that what another worker has just done is not done twice.
const LOCK_DUE: Statement = {
  name: 'lock_due_fires',
  text: `
    SELECT record.id FROM process_record record JOIN scheduled_tasks fire ON fire.task_instance = record.id
    WHERE fire.task_name = '${FIRE}' AND fire.execution_time <= ${NOW}
    ORDER BY fire.execution_time LIMIT $2 FOR NO KEY UPDATE OF record, fire SKIP LOCKED`,
};

const LOCK_READY: Statement = {
  name: 'lock_ready_schedules',
  text: `SELECT id FROM process_record WHERE ${READY} LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
};

const LOCK_ONE: Statement = {
  name: 'lock_schedule',
  text: `SELECT id FROM process_record WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED`,
};

const READ: Statement = {
  name: 'read_locked_schedules',
  text: `
    SELECT record.id AS "recordId", record.schedule, record.time_zone AS "timeZone", record.schedule_options AS options,
      record.next_fire_at AS "nextFireAt", record.schedule_waits_for AS "waitsFor",
      record.schedule_paused_at IS NOT NULL OR every.paused_at IS NOT NULL AS paused,
      greatest(record.schedule_resumed_at, every.resumed_at) AS "resumedAt",
      record.current_status = 'IN_PROGRESS' AS running,
      coalesce(record.completed_when, record.failed_when, record.stopped_when) AS "lastEndedAt",
      (SELECT json_agg(json_build_object('fireAt', fire_at, 'origin', origin, 'requestedBy', requested_by)
          ORDER BY fire_at)
        FROM schedule_fire WHERE process_record_id = record.id AND outcome = 'QUEUED') AS queued,
      (SELECT array_agg(scheduled_fire_at) FROM process_run
        WHERE process_record_id = record.id AND scheduled_fire_at >= record.next_fire_at) AS made,
      newest.fire_at AS "pausedFrom", newest.last_fire_at AS "pausedTo", ${NOW} AS now,
      record.type, record.input_data AS "inputData", record.latest_run_id AS "latestRunId",
      version.version AS "typeVersion", version.definition
    FROM process_record record CROSS JOIN schedule_switch every
      LEFT JOIN process_type type ON type.name = record.type AND type.deleted_at IS NULL
      LEFT JOIN process_type_version version ON version.type_name = type.name AND version.version = type.current_version
      LEFT JOIN LATERAL (
        SELECT fire_at, last_fire_at, reason FROM schedule_fire WHERE process_record_id = record.id
        ORDER BY fire_at DESC, last_fire_at DESC LIMIT 1
      ) newest ON newest.reason = 'paused'
    WHERE record.id = ANY($2)`,
};

// A run that begins is told of by its start.
const WRITE: Statement = {
  name: 'write_fires',
  text: `
    WITH plan AS (
      SELECT * FROM jsonb_to_recordset($2::jsonb)
        AS p("recordId" text, "nextFireAt" timestamptz, "dueAt" timestamptz, "waitsFor" text, error text, begins boolean)
    ), fires AS (
      SELECT * FROM jsonb_to_recordset($3::jsonb) AS r("recordId" text, "fireAt" timestamptz, "lastFireAt" timestamptz,
        "dueAt" timestamptz, outcome text, reason text, detail text, origin text, "requestedBy" text,
        "extendsTo" timestamptz)
    ), record AS (
      UPDATE process_record SET next_fire_at = plan."nextFireAt", schedule_waits_for = plan."waitsFor",
        schedule_error = plan.error
      FROM plan WHERE process_record.id = plan."recordId" RETURNING id, current_status, plan.begins
    ), event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, current_status FROM record WHERE NOT begins
    ), next AS (
      INSERT INTO scheduled_tasks AS s (task_name, task_instance, execution_time)
      SELECT '${FIRE}', "recordId", "dueAt" FROM plan WHERE "dueAt" IS NOT NULL
      ON CONFLICT (task_name, task_instance) DO UPDATE SET execution_time = excluded.execution_time,
        version = s.version + 1, last_success = ${NOW}, consecutive_failures = 0
    ), gone AS (
      DELETE FROM scheduled_tasks USING plan
      WHERE task_name = '${FIRE}' AND task_instance = plan."recordId" AND plan."dueAt" IS NULL
    ), extended AS (
      UPDATE schedule_fire fire SET last_fire_at = fires."lastFireAt", decided_at = ${NOW}
      FROM fires WHERE fire.process_record_id = fires."recordId" AND fire.fire_at = fires."fireAt"
        AND fire.last_fire_at = fires."extendsTo"
    )
    INSERT INTO schedule_fire (process_record_id, fire_at, last_fire_at, due_at, decided_at, outcome, reason, detail,
      origin, requested_by)
    SELECT "recordId", "fireAt", "lastFireAt", "dueAt", ${NOW}, outcome, reason, detail, origin, "requestedBy"
    FROM fires WHERE "extendsTo" IS NULL
    ON CONFLICT (process_record_id, fire_at, last_fire_at) DO UPDATE SET decided_at = excluded.decided_at,
      outcome = excluded.outcome, reason = excluded.reason, detail = excluded.detail`,
};

// Tried again later and later, up to five minutes.
const DEFER: Statement = {
  name: 'defer_schedule',
  text: `
    WITH record AS (
      UPDATE process_record SET schedule_error = $3, schedule_waits_for = NULL WHERE id = $2
      RETURNING id, current_status
    ), event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, current_status FROM record
    )
    INSERT INTO scheduled_tasks AS s (task_name, task_instance, execution_time, last_failure, consecutive_failures)
    SELECT '${FIRE}', id, ${NOW} + interval '2 seconds', ${NOW}, 1 FROM record
    ON CONFLICT (task_name, task_instance) DO UPDATE SET version = s.version + 1, last_failure = excluded.last_failure,
      consecutive_failures = s.consecutive_failures + 1,
      execution_time = ${NOW} + least(300, 2 ^ least(s.consecutive_failures + 1, 10)) * interval '1 second'`,
};

// Rows that something else removed or put there: without one a schedule would stay silent, one without a record is
// always due.
const REPAIR: Statement = {
  name: 'repair_fires',
  text: `
    WITH orphan AS (
      DELETE FROM scheduled_tasks fire WHERE task_name = '${FIRE}'
        AND NOT EXISTS (SELECT FROM process_record WHERE id = fire.task_instance)
    )
    INSERT INTO scheduled_tasks (task_name, task_instance, execution_time)
    SELECT '${FIRE}', id, now() FROM process_record record
    WHERE next_fire_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM scheduled_tasks WHERE task_name = '${FIRE}' AND task_instance = record.id)
    ON CONFLICT DO NOTHING`,
};

/** A locked record, with what a run of it is made from. */
export interface LockedRecord extends FoundSchedule {
  readonly type: string;
  readonly inputData: string | null;
  readonly latestRunId: string | null;
  /** Of the type as it is now; null when it does not exist any more. */
  readonly typeVersion: number | null;
  readonly definition: ProcessTypeDefinition | null;
}

type LockedRow = Omit<LockedRecord, 'queued' | 'made' | 'pause'> & {
  readonly queued: readonly (Omit<QueuedFire, 'fireAt'> & { readonly fireAt: string })[] | null;
  readonly made: readonly Date[] | null;
  readonly pausedFrom: Date | null;
  readonly pausedTo: Date | null;
};

/** What there is to do for schedules. */
export interface FireOutlook {
  /** Some record's waiting is over. */
  readonly ready: boolean;
  /** Until the next fire is due, in milliseconds; negative when one is, null when none is waited for. */
  readonly dueInMs: number | null;
}

/**
 * Reads and writes what schedules wait for. A record's row is the lock of its schedule: it is taken before the row in
 * `scheduled_tasks`, and never waited for.
 */
export class FireRepository {
  /** @param now stands in for the database's time */
  constructor(
    private readonly sql: SqlClient,
    private readonly now: () => Date | null = () => null,
  ) {}

  async look(): Promise<FireOutlook> {
    const rows = await this.sql.query<{ ready: boolean; dueInMs: number | null }>(LOOK, [this.now()]);
    return rows[0] ?? { ready: false, dueInMs: null };
  }

  transaction<T>(work: (client: TransactionClient) => Promise<T>): Promise<T> {
    return this.sql.transaction(work);
  }

  /** Locks records whose fire is due, or whose waiting is over; gives their ids. */
  async lock(client: TransactionClient, which: 'due' | 'ready', limit: number): Promise<string[]> {
    const rows =
      which === 'due'
        ? await client.query<{ id: string }>(LOCK_DUE, [this.now(), limit])
        : await client.query<{ id: string }>(LOCK_READY, [limit]);
    return rows.map(({ id }) => id);
  }

  /** Locks one record; false when it is gone, or somebody else has locked it. */
  async lockOne(client: TransactionClient, recordId: string): Promise<boolean> {
    return (await client.query(LOCK_ONE, [recordId])).length > 0;
  }

  /** In a snapshot later than the lock: what others did before it is seen. */
  async read(client: TransactionClient, recordIds: readonly string[]): Promise<LockedRecord[]> {
    return (await client.query<LockedRow>(READ, [this.now(), recordIds])).map(toLocked);
  }

  async write(client: TransactionClient, plans: readonly FirePlan[]): Promise<void> {
    const rows = plans.flatMap(({ recordId, fires }) => fires.map((fire) => ({ ...fire, recordId })));
    const next = plans.map(({ fires, begin, ...plan }) => ({ ...plan, begins: begin !== null }));
    await client.query(WRITE, [this.now(), JSON.stringify(next), JSON.stringify(rows)]);
  }

  /** Lets a schedule that cannot be acted on wait, and says why. */
  async defer(recordId: string, error: string): Promise<void> {
    await this.sql.query(DEFER, [this.now(), recordId, error]);
  }

  /** Puts rows of the work list right that do not fit their records. */
  async repair(): Promise<void> {
    await this.sql.query(REPAIR);
  }
}

function toLocked({ queued, made, pausedFrom, pausedTo, ...row }: LockedRow): LockedRecord {
  return {
    ...row,
    queued: (queued ?? []).map((fire) => ({ ...fire, fireAt: new Date(fire.fireAt) })),
    made: made ?? [],
    pause: pausedFrom && pausedTo && { from: pausedFrom, to: pausedTo },
  };
}
