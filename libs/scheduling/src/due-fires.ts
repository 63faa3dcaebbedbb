import { firesBetween, previousFire } from './fires';
import { dueAt } from './jitter';
import type { Schedule } from './schedule';

/** All fires of a schedule from the first to the last, both included. */
export interface FireRange {
  readonly from: Date;
  readonly to: Date;
}

/** The fires that are due, as far as they have to be told apart: hours of missed fires are a range. */
export interface DueFires {
  readonly all: FireRange;
  /** Due for longer than the grace. */
  readonly missed: FireRange | null;
  /** The others, oldest first. */
  readonly onTime: readonly Date[];
  /** The newest missed fires, at most so many, oldest first. */
  newestMissed(limit: number): Date[];
  /** The missed fires before one of them; null when there is none. */
  missedBefore(fire: Date): FireRange | null;
}

interface Wait {
  readonly recordId: string;
  readonly nextFire: Date;
  readonly now: Date;
  readonly graceMs: number;
}

/** The fires from `nextFire` on that are due, jitter included; null when not even that one is. */
export function findDue(schedule: Schedule, { recordId, nextFire, now, graceMs }: Wait): DueFires | null {
  const due = (fire: Date): number => dueAt(schedule, recordId, fire).getTime();
  if (due(nextFire) > now.getTime()) return null;
  // The waited-for fire counts also where the schedule would not name it, as the one of a delay.
  const before = (fire: Date): Date | null => {
    if (fire <= nextFire) return null;
    const previous = previousFire(schedule, fire);
    return previous !== null && previous > nextFire ? previous : nextFire;
  };

  const lastBy = (wanted: (fire: Date) => boolean): Date | null => {
    let fire = before(new Date(now.getTime() + 1));
    while (fire !== null && !wanted(fire)) fire = before(fire);
    return fire;
  };
  const last = lastBy((fire) => due(fire) <= now.getTime()) ?? nextFire;
  const lastMissed = lastBy((fire) => due(fire) < now.getTime() - graceMs);
  const onTimeFrom = lastMissed ? new Date(lastMissed.getTime() + 1) : nextFire;
  return {
    all: { from: nextFire, to: last },
    missed: lastMissed && { from: nextFire, to: lastMissed },
    onTime: rangeOf(schedule, nextFire, onTimeFrom, last),
    newestMissed: (limit) => newest(lastMissed, limit, before),
    missedBefore: (fire) => {
      const to = before(fire);
      return to && { from: nextFire, to };
    },
  };
}

function rangeOf(schedule: Schedule, nextFire: Date, from: Date, to: Date): Date[] {
  const named = [...firesBetween(schedule, from, to)].filter((fire) => fire > nextFire);
  return from <= nextFire ? [nextFire, ...named] : named;
}

function newest(last: Date | null, limit: number, before: (fire: Date) => Date | null): Date[] {
  const fires: Date[] = [];
  for (let fire = last; fire !== null && fires.length < limit; fire = before(fire)) fires.unshift(fire);
  return fires;
}
