import { nextFires, parseSchedule } from '@app/scheduling';

/** When a record runs by itself. */
export interface RecordSchedule {
  readonly schedule: string | null;
  readonly timeZone: string | null;
}

const REMEMBERED = 1_000;

/**
 * Finds the next fire of schedules. The answer holds until that moment, and many records have the same schedule:
 * lists ask for it once.
 */
export class NextFire {
  private readonly known = new Map<string, { readonly from: number; readonly next: Date | null }>();

  /** The first fire after `now`; null without a schedule, or when it fires no more. Never throws. */
  after({ schedule, timeZone }: RecordSchedule, now: Date): Date | null {
    if (schedule === null) return null;
    const key = JSON.stringify([schedule, timeZone]);
    const known = this.known.get(key);
    if (known && known.from <= now.getTime() && (known.next === null || known.next > now)) return known.next;
    const next = firstFire(schedule, timeZone, now);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(key, { from: now.getTime(), next });
    return next;
  }
}

function firstFire(schedule: string, timeZone: string | null, now: Date): Date | null {
  const parsed = parseSchedule({ schedule, timeZone });
  // Stored by a version that knew other expressions: it never fires, but the record can still be read.
  return parsed.ok ? (nextFires(parsed.schedule, now, 1)[0] ?? null) : null;
}
