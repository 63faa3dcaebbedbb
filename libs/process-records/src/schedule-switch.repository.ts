import type { SqlClient, Statement } from '@app/database';

const STATE = `paused_at AS "pausedAt", resumed_at AS "resumedAt", changed_by AS "changedBy"`;

const FIND: Statement = { name: 'find_schedule_switch', text: `SELECT ${STATE} FROM schedule_switch` };

const PAUSE_ALL: Statement = {
  name: 'pause_all_schedules',
  text: `UPDATE schedule_switch SET paused_at = now(), changed_by = $1 WHERE paused_at IS NULL`,
};

const RESUME_ALL: Statement = {
  name: 'resume_all_schedules',
  text: `UPDATE schedule_switch SET paused_at = NULL, resumed_at = now(), changed_by = $1 WHERE paused_at IS NOT NULL`,
};

const setOne = (name: string, set: string, changes: string): Statement => ({
  name,
  text: `
    WITH found AS (
      SELECT schedule IS NOT NULL AS scheduled FROM process_record WHERE id = $1
    ), record AS (
      UPDATE process_record SET ${set}, updated_at = now() WHERE id = $1 AND schedule IS NOT NULL AND ${changes}
      RETURNING id, current_status
    ), event AS (
      INSERT INTO live_event (record_id, record_status) SELECT id, current_status FROM record
    )
    SELECT scheduled FROM found`,
});

const PAUSE = setOne('pause_schedule', 'schedule_paused_at = now()', 'schedule_paused_at IS NULL');
const RESUME = setOne(
  'resume_schedule',
  'schedule_paused_at = NULL, schedule_resumed_at = now()',
  'schedule_paused_at IS NOT NULL',
);

/** Whether all schedules are paused, and who changed that last. */
export interface ScheduleSwitch {
  readonly pausedAt: Date | null;
  readonly resumedAt: Date | null;
  readonly changedBy: string | null;
}

/** Pauses and resumes schedules. What is paused already stays paused since then. */
export class ScheduleSwitchRepository {
  constructor(private readonly sql: SqlClient) {}

  async find(): Promise<ScheduleSwitch> {
    const rows = await this.sql.query<{ [Field in keyof ScheduleSwitch]: ScheduleSwitch[Field] }>(FIND);
    return rows[0] ?? { pausedAt: null, resumedAt: null, changedBy: null };
  }

  async setAll(paused: boolean, by: string): Promise<void> {
    await this.sql.query(paused ? PAUSE_ALL : RESUME_ALL, [by]);
  }

  /** Gives `no-record` or `no-schedule` where there is nothing to pause or resume. */
  async set(recordId: string, paused: boolean): Promise<'done' | 'no-record' | 'no-schedule'> {
    const rows = await this.sql.query<{ scheduled: boolean }>(paused ? PAUSE : RESUME, [recordId]);
    if (!rows[0]) return 'no-record';
    return rows[0].scheduled ? 'done' : 'no-schedule';
  }
}
