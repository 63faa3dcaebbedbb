import type { Statement, TransactionClient } from '@app/database';
import type { AwaitedFire, OverdueFires, ScheduleMoment } from './first-fire';

const MOMENT: Statement = {
  name: 'record_schedule_moment',
  text: `
    SELECT now() AS now, current_status = 'IN_PROGRESS' AS running, next_fire_at AS "waitedFor",
      coalesce(completed_when, failed_when, stopped_when) AS "lastEndedAt"
    FROM process_record WHERE id = $1 FOR NO KEY UPDATE`,
};

// What waited for the end of a run, and what was due, belongs to the schedule that is replaced.
const AWAIT: Statement = {
  name: 'await_first_fire',
  text: `
    WITH record AS (
      UPDATE process_record SET next_fire_at = $2, schedule_waits_for = $4, schedule_error = NULL WHERE id = $1
    ), fire AS (
      INSERT INTO scheduled_tasks AS s (task_name, task_instance, execution_time)
      SELECT 'process-schedule', $1, $3 WHERE $3::timestamptz IS NOT NULL
      ON CONFLICT (task_name, task_instance) DO UPDATE
        SET execution_time = excluded.execution_time, version = s.version + 1, consecutive_failures = 0
    ), gone AS (
      DELETE FROM scheduled_tasks
      WHERE task_name = 'process-schedule' AND task_instance = $1 AND $3::timestamptz IS NULL
    ), dropped AS (
      UPDATE schedule_fire SET outcome = 'SKIPPED', reason = 'schedule-changed', decided_at = now()
      WHERE process_record_id = $1 AND outcome = 'QUEUED'
    )
    INSERT INTO schedule_fire (process_record_id, fire_at, last_fire_at, due_at, decided_at, outcome, reason)
    SELECT $1, $5, $6, $5, now(), 'SKIPPED', 'schedule-changed' WHERE $5::timestamptz IS NOT NULL
    ON CONFLICT DO NOTHING`,
};

/** Sets what a record's schedule waits for, in the transaction that sets the schedule. */
export class RecordScheduleRepository {
  /**
   * Locks the record, by which workers and changes of its schedule wait for one another, and gives what it does; null
   * when it does not exist.
   */
  async lock(transaction: TransactionClient, recordId: string): Promise<ScheduleMoment | null> {
    const rows = await transaction.query<{ [Field in keyof ScheduleMoment]: ScheduleMoment[Field] }>(MOMENT, [
      recordId,
    ]);
    return rows[0] ?? null;
  }

  async await(
    transaction: TransactionClient,
    recordId: string,
    { fireAt, dueAt, waitsFor }: AwaitedFire,
    overdue: OverdueFires | null,
  ): Promise<void> {
    await transaction.query(AWAIT, [recordId, fireAt, dueAt, waitsFor, overdue?.from ?? null, overdue?.to ?? null]);
  }
}
