import { dueAt, initialFire, previousFire, type Schedule } from '@app/scheduling';

/** What a record does at the moment its schedule is set. */
export interface ScheduleMoment {
  readonly now: Date;
  readonly running: boolean;
  readonly lastEndedAt: Date | null;
  /** The fire that the schedule before waited for. */
  readonly waitedFor: Date | null;
}

/** What a schedule waits for. */
export interface AwaitedFire {
  readonly fireAt: Date | null;
  /** When that fire is acted on: its time and its jitter. */
  readonly dueAt: Date | null;
  /** Its next fire follows from the end of the active run. */
  readonly waitsFor: 'run-end' | null;
}

/** Fires of the schedule before that were due and nobody had acted on yet, from the first to the last. */
export interface OverdueFires {
  readonly from: Date;
  readonly to: Date;
}

/** What a schedule waits for from when it is set; nothing without one. */
export function firstFire(schedule: Schedule | null, recordId: string, moment: ScheduleMoment): AwaitedFire {
  if (schedule === null) return { fireAt: null, dueAt: null, waitsFor: null };
  const fireAt = initialFire(schedule, moment);
  const waits = schedule.timing.kind === 'delay' && moment.running;
  return { fireAt, dueAt: fireAt && dueAt(schedule, recordId, fireAt), waitsFor: waits ? 'run-end' : null };
}

/** The fires that a schedule owes when it is replaced; null when there are none. */
export function overdueFires(
  schedule: Schedule | null,
  { now, waitedFor }: Pick<ScheduleMoment, 'now' | 'waitedFor'>,
): OverdueFires | null {
  if (waitedFor === null || waitedFor > now) return null;
  const last = schedule && previousFire(schedule, new Date(now.getTime() + 1));
  return { from: waitedFor, to: last && last > waitedFor ? last : waitedFor };
}
