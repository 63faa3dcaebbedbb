import { isDeepStrictEqual } from 'node:util';
import { type SqlClient, type Statement, sqlState, type TransactionClient } from '@app/database';
import type { Schedule, ScheduleOptions } from '@app/scheduling';
import { firstFire, overdueFires } from './first-fire';
import { RecordScheduleRepository } from './record-schedule.repository';

const UNIQUE_VIOLATION = '23505';

/** What a user gives when creating a record. */
export interface NewProcessRecord {
  readonly id: string;
  readonly type: string;
  /** JSON text of an object, or null. */
  readonly inputData: string | null;
  readonly schedule: string | null;
  readonly timeZone: string | null;
  readonly scheduleOptions: ScheduleOptions | null;
  /** Tasks of the type's current version. */
  readonly totalTasks: number;
  /** What schedule, zone and options say; null without a schedule. */
  readonly parsed: Schedule | null;
}

/** What a user can change, as it is stored. */
export type EditableFields = Pick<NewProcessRecord, 'type' | 'inputData' | 'schedule' | 'timeZone' | 'scheduleOptions'>;

// The share lock makes the deletion of a type wait for records being made from it, and the other way round.
const CREATE: Statement = {
  name: 'create_process_record',
  text: `
    WITH type AS (
      SELECT name FROM process_type WHERE name = $2 AND deleted_at IS NULL FOR SHARE
    ), record AS (
      INSERT INTO process_record (id, type, input_data, schedule, time_zone, total_tasks, schedule_options)
      SELECT $1, name, $3, $4, $5, $6, $7::jsonb FROM type
      RETURNING id, current_status
    ), event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, current_status FROM record
    )
    SELECT id FROM record`,
};

const LOCK: Statement = {
  name: 'lock_process_record',
  text: `SELECT id FROM process_record WHERE id = $1 FOR UPDATE`,
};

// Compared with what was read, so that nobody's change is lost and the input still fits the type. A record that has
// run shows the task count of its run until the next one.
const UPDATE: Statement = {
  name: 'update_process_record',
  text: `
    WITH type AS (
      SELECT name FROM process_type WHERE name = $2 AND deleted_at IS NULL FOR SHARE
    ), record AS (
      UPDATE process_record SET type = type.name, input_data = $3, schedule = $4, time_zone = $5, updated_at = now(),
        schedule_options = $11::jsonb, total_tasks = CASE WHEN latest_run_id IS NULL THEN $6 ELSE total_tasks END
      FROM type
      WHERE id = $1 AND process_record.type = $7 AND input_data IS NOT DISTINCT FROM $8
        AND schedule IS NOT DISTINCT FROM $9 AND time_zone IS NOT DISTINCT FROM $10
        AND schedule_options IS NOT DISTINCT FROM $12::jsonb
      RETURNING id, current_status
    ), event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, current_status FROM record
    )
    SELECT EXISTS (SELECT FROM type) AS "typeExists", EXISTS (SELECT FROM record) AS updated`,
};

const IS_RUNNING: Statement = {
  name: 'is_process_record_running',
  text: `
    SELECT EXISTS (SELECT FROM process_run WHERE process_record_id = $1 AND status IN ('PENDING', 'IN_PROGRESS'))
      OR EXISTS (SELECT FROM task_attempt a JOIN process_run r ON r.id = a.run_id
        WHERE r.process_record_id = $1 AND a.completed_at IS NULL) AS running`,
};

const DELETE: Statement = {
  name: 'delete_process_record',
  text: `
    WITH record AS (
      DELETE FROM process_record WHERE id = $1 RETURNING id
    ), schedule AS (
      DELETE FROM scheduled_tasks WHERE task_name = 'process-schedule' AND task_instance = $1
    ), event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, 'DELETED' FROM record
    )
    SELECT id FROM record`,
};

/** Creates, changes and deletes process records; their runs belong to the orchestrator. */
export class ProcessRecordWriteRepository {
  private readonly schedules = new RecordScheduleRepository();

  constructor(private readonly sql: SqlClient) {}

  /** Gives `taken` when the id exists, `no-type` when the type does not (any more). */
  async create(record: NewProcessRecord): Promise<'created' | 'taken' | 'no-type'> {
    const { id, parsed } = record;
    try {
      if (parsed === null) return await insert(this.sql, record);
      return await this.sql.transaction(async (transaction) => {
        const outcome = await insert(transaction, record);
        if (outcome === 'created') await this.awaitFire(transaction, id, parsed, null);
        return outcome;
      });
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) return 'taken';
      throw error;
    }
  }

  /**
   * Gives `changed` when the record is not any more as it was read, or gone; `no-type` when the type is.
   * @param replaced what the schedule said that was read, if it still can be read
   */
  async update(
    id: string,
    read: EditableFields,
    next: Omit<NewProcessRecord, 'id'>,
    replaced: Schedule | null,
  ): Promise<'updated' | 'changed' | 'no-type'> {
    // A schedule that stays goes on waiting for what it waits for, also where that is due this moment.
    if (!isRescheduled(read, next)) return change(this.sql, id, read, next);
    return this.sql.transaction(async (transaction) => {
      const outcome = await change(transaction, id, read, next);
      if (outcome === 'updated') await this.awaitFire(transaction, id, next.parsed, replaced);
      return outcome;
    });
  }

  /** Deletes the record with everything it ran, unless a run or a command of it is still active. */
  async delete(id: string): Promise<'deleted' | 'running' | 'no-record'> {
    return this.sql.transaction(async (transaction) => {
      const locked = await transaction.query(LOCK, [id]);
      if (locked.length === 0) return 'no-record';
      if (await isRunning(transaction, id)) return 'running';
      await transaction.query(DELETE, [id]);
      return 'deleted';
    });
  }

  private async awaitFire(
    transaction: TransactionClient,
    id: string,
    schedule: Schedule | null,
    replaced: Schedule | null,
  ): Promise<void> {
    const moment = await this.schedules.lock(transaction, id);
    if (moment === null) return;
    const overdue = overdueFires(replaced, moment);
    await this.schedules.await(transaction, id, firstFire(schedule, id, moment), overdue);
  }
}

/** Whether a change is one of the schedule. */
export function isRescheduled(
  before: Pick<EditableFields, 'schedule' | 'timeZone' | 'scheduleOptions'>,
  after: Pick<EditableFields, 'schedule' | 'timeZone' | 'scheduleOptions'>,
): boolean {
  return (
    before.schedule !== after.schedule ||
    before.timeZone !== after.timeZone ||
    !isDeepStrictEqual(before.scheduleOptions, after.scheduleOptions)
  );
}

type On = SqlClient | TransactionClient;

async function insert(on: On, record: NewProcessRecord): Promise<'created' | 'no-type'> {
  const { id, type, inputData, schedule, timeZone, totalTasks, scheduleOptions } = record;
  const values = [id, type, inputData, schedule, timeZone, totalTasks, optionsText(scheduleOptions)];
  return (await on.query(CREATE, values)).length > 0 ? 'created' : 'no-type';
}

async function change(
  on: On,
  id: string,
  read: EditableFields,
  next: Omit<NewProcessRecord, 'id'>,
): Promise<'updated' | 'changed' | 'no-type'> {
  const rows = await on.query<{ typeExists: boolean; updated: boolean }>(UPDATE, [
    id,
    next.type,
    next.inputData,
    next.schedule,
    next.timeZone,
    next.totalTasks,
    read.type,
    read.inputData,
    read.schedule,
    read.timeZone,
    optionsText(next.scheduleOptions),
    optionsText(read.scheduleOptions),
  ]);
  if (rows[0]?.updated) return 'updated';
  return rows[0]?.typeExists ? 'changed' : 'no-type';
}

function optionsText(options: ScheduleOptions | null): string | null {
  return options && JSON.stringify(options);
}

// Asked after the record is locked, in a snapshot of its own: a start that was faster is seen.
async function isRunning(transaction: TransactionClient, id: string): Promise<boolean> {
  const rows = await transaction.query<{ running: boolean }>(IS_RUNNING, [id]);
  return rows[0]?.running ?? false;
}
