import type { ScheduleOptions } from '@app/scheduling';

/** A fire that a run is to be made for. */
export interface QueuedFire {
  readonly fireAt: Date;
  /** Of the schedule itself, or asked for afterwards. */
  readonly origin: 'schedule' | 'backfill';
  /** Who asked for it. */
  readonly requestedBy: string | null;
}

/** A locked record, and all that decides what its schedule does now. */
export interface FoundSchedule {
  readonly recordId: string;
  readonly schedule: string | null;
  readonly timeZone: string | null;
  readonly options: ScheduleOptions | null;
  /** The fire that is waited for; null when none is, or when the first is still to be found. */
  readonly nextFireAt: Date | null;
  readonly waitsFor: 'run-end' | 'stop' | null;
  /** It, or all schedules. */
  readonly paused: boolean;
  /** When it, or all schedules, were resumed last. */
  readonly resumedAt: Date | null;
  readonly running: boolean;
  readonly lastEndedAt: Date | null;
  /** Fires that wait for the end of a run, oldest first. */
  readonly queued: readonly QueuedFire[];
  /** Fires from the next one on that have their run already. */
  readonly made: readonly Date[];
  /** The newest row of its history, when that is a pause that goes on. */
  readonly pause: { readonly from: Date; readonly to: Date } | null;
  readonly now: Date;
}

/** Why no run of the record can be made now, whatever its schedule. */
export interface StartRefusal {
  readonly reason: 'type-missing' | 'type-unreadable' | 'input-invalid';
  readonly detail: string;
}
