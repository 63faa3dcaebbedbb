import { containing, SqlConditions } from './sql-conditions';

/** Which schedules of records; what is absent does not restrict. */
export interface ScheduleFilter {
  readonly type?: string | undefined;
  /** Part of the record's id, in any case. */
  readonly search?: string | undefined;
  /** The expression as records have it, together with its zone; UTC when that is absent. */
  readonly schedule?: string | undefined;
  readonly scheduleTimeZone?: string | undefined;
  readonly paused?: boolean | undefined;
  /** Only those that say why they do not fire, or did not when they were last due. */
  readonly failing?: boolean | undefined;
}

/** The conditions of a filter on `process_record`. */
export function scheduleConditions(filter: ScheduleFilter, conditions = new SqlConditions()): SqlConditions {
  const { type, search, schedule, scheduleTimeZone = 'UTC', paused, failing } = filter;
  return conditions
    .and('schedule IS NOT NULL')
    .where(type, (name) => `type = ${name}`)
    .where(containing(search), (pattern) => `id COLLATE "C" ILIKE ${pattern}`)
    .where(schedule, (expression) => `schedule = ${expression}`)
    .where(schedule === undefined ? undefined : scheduleTimeZone, (zone) => `coalesce(time_zone, 'UTC') = ${zone}`)
    .either(paused, 'schedule_paused_at IS NOT NULL', 'schedule_paused_at IS NULL')
    .either(failing, 'schedule_error IS NOT NULL', 'schedule_error IS NULL');
}

/** A condition on fires: those of the records of a filter, as a part of a statement with these values; null for all. */
export function ofRecords(filter: ScheduleFilter, values: unknown[]): string | null {
  if (Object.values(filter).every((value) => value === undefined)) return null;
  const where = scheduleConditions(filter, new SqlConditions(values));
  return `process_record_id IN (SELECT id FROM process_record ${where})`;
}
