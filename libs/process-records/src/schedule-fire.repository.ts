import { decodeCursor, type KeysetPage, type KeysetRow, type PageRequest, pageOf, type SqlClient } from '@app/database';
import type { RunStatus } from '@app/process-core';
import { ofRecords, type ScheduleFilter } from './schedule-filter';
import { cursorColumn, orderBy, SqlConditions, type SortKey } from './sql-conditions';

export const FIRE_OUTCOMES = ['RUN', 'QUEUED', 'SKIPPED'] as const;
export type FireOutcomeName = (typeof FIRE_OUTCOMES)[number];

/** Why a fire made no run, as the rules of schedules and of starts say it. */
export const FIRE_REASONS = [
  'paused',
  'missed',
  'covered-by-later',
  'over-misfire-limit',
  'still-running',
  'queue-full',
  'superseded',
  'schedule-changed',
  'schedule-unreadable',
  'type-missing',
  'type-unreadable',
  'input-invalid',
  'withdrawn',
] as const;
export type FireReasonName = (typeof FIRE_REASONS)[number];

/** What became of a fire, or of all fires of a schedule from the first to the last. */
export interface ScheduleFire {
  readonly processRecordId: string;
  readonly fireAt: Date;
  /** The same for one fire. */
  readonly lastFireAt: Date;
  readonly dueAt: Date;
  readonly decidedAt: Date;
  readonly outcome: FireOutcomeName;
  readonly reason: FireReasonName | null;
  readonly detail: string | null;
  readonly origin: 'schedule' | 'backfill';
  readonly requestedBy: string | null;
  /** Its run; null without one, and when that is not kept any more. */
  readonly runId: string | null;
  readonly runNumber: number | null;
  readonly runStatus: RunStatus | null;
}

/** Which fires; what is absent does not restrict. */
export interface ScheduleFireFilter {
  readonly recordId?: string | undefined;
  /** Only those of these records. */
  readonly records?: ScheduleFilter | undefined;
  readonly outcome?: FireOutcomeName | undefined;
  /** First moment, that one included. */
  readonly from?: Date | undefined;
  /** Last moment, that one not included. */
  readonly to?: Date | undefined;
}

const COLUMNS = `page.process_record_id AS "processRecordId", page.fire_at AS "fireAt",
  page.last_fire_at AS "lastFireAt", page.due_at AS "dueAt", page.decided_at AS "decidedAt", page.outcome, page.reason,
  page.detail, page.origin, page.requested_by AS "requestedBy", run.id AS "runId", run.run_number AS "runNumber",
  run.status AS "runStatus", page."cursorValues"`;

const KEYS: readonly SortKey[] = [
  { column: 'fire_at', part: 'micros' },
  { column: 'process_record_id', part: 'text' },
  { column: 'last_fire_at', part: 'micros' },
];

/** Reads what became of fires. */
export class ScheduleFireRepository {
  constructor(private readonly sql: SqlClient) {}

  /** One page, the latest first. Throws `invalid` for a cursor of another list. */
  async list(filter: ScheduleFireFilter, page: PageRequest): Promise<KeysetPage<ScheduleFire>> {
    const cursor =
      page.cursor === undefined
        ? undefined
        : decodeCursor(
            page.cursor,
            KEYS.map((key) => key.part),
          );
    const conditions = conditionsOf(filter).after(KEYS, true, cursor);
    const text = `SELECT ${COLUMNS} FROM (
      SELECT *, ${cursorColumn(KEYS)} FROM schedule_fire ${conditions}
      ${orderBy(KEYS, true)} LIMIT ${conditions.parameter(page.limit + 1)}) page
      LEFT JOIN process_run run ON page.outcome = 'RUN' AND run.process_record_id = page.process_record_id
        AND run.scheduled_fire_at = page.fire_at
      ${KEYS.map(({ column }, index) => `${index === 0 ? 'ORDER BY ' : ''}page.${column} DESC`).join(', ')}`;
    const [rows, total] = await Promise.all([
      this.sql.query<KeysetRow<ScheduleFire>>({ name: '', text }, conditions.values),
      this.count(filter),
    ]);
    return pageOf(rows, page.limit, total);
  }

  private async count(filter: ScheduleFireFilter): Promise<number> {
    const conditions = conditionsOf(filter);
    const text = `SELECT count(*) AS total FROM schedule_fire ${conditions}`;
    return (await this.sql.query<{ total: number }>({ name: '', text }, conditions.values))[0]?.total ?? 0;
  }
}

function conditionsOf({ recordId, records, outcome, from, to }: ScheduleFireFilter): SqlConditions {
  const conditions = new SqlConditions()
    .where(recordId, (id) => `process_record_id = ${id}`)
    .where(outcome, (name) => `outcome = ${name}`)
    .where(from, (moment) => `fire_at >= ${moment}`)
    .where(to, (moment) => `fire_at < ${moment}`);
  const among = records && ofRecords(records, conditions.values);
  return among ? conditions.and(among) : conditions;
}
