import type { RunStatus } from '@app/process-core';

/** Orders of a list of records; a minus sign sorts downwards. By next fire: the soonest first, those that never fire last. */
export const RECORD_SORTS = [
  'createdAt',
  '-createdAt',
  'updatedAt',
  '-updatedAt',
  'id',
  '-id',
  'status',
  '-status',
  'type',
  '-type',
  'nextFireAt',
] as const;
export type RecordSort = (typeof RECORD_SORTS)[number];

/** `scheduled`: has one; `paused`: by itself, not with all; `error`: it does not fire, or made no run when it was last due. */
export const SCHEDULE_STATES = ['scheduled', 'paused', 'error', 'none'] as const;
export type ScheduleState = (typeof SCHEDULE_STATES)[number];

/** Which records; what is absent does not restrict. */
export interface RecordFilter {
  readonly status?: RunStatus | undefined;
  readonly type?: string | undefined;
  /** Part of the id, in any case. */
  readonly search?: string | undefined;
  readonly scheduled?: boolean | undefined;
  readonly scheduleState?: ScheduleState | undefined;
  /** Only records whose latest run ended at this moment or later. */
  readonly endedSince?: Date | undefined;
  readonly sort: RecordSort;
}
