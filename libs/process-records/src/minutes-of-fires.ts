import { setImmediate as nextTurn } from 'node:timers/promises';
import { firesByMinute, parseSchedule, type Schedule } from '@app/scheduling';
import type { ScheduleGroup } from './schedule-outlook.repository';

const MINUTE_MS = 60_000;
/** What one reader may keep the process from doing anything else for. */
const TURN_MS = 8;
const CHECKED_EVERY = 64;
/** Of three bytes each. */
const REMEMBERED_MINUTES = 4_000_000;
/** What an entry takes besides its minutes. */
const ENTRY_WEIGHT = 200;

/** When a schedule fires in a window, minute by minute. */
export interface MinutesOfFires {
  /** Null when it cannot be read. */
  readonly schedule: Schedule | null;
  /** Minutes from the window's start, in order. */
  readonly minutes: Uint16Array;
  readonly fires: Uint8Array;
}

/** A stretch of whole minutes, at most 45 days; milliseconds since 1970. */
export interface MinuteWindow {
  readonly from: number;
  readonly to: number;
}

/** Works out when schedules fire, each different one once; what was asked for last is remembered. */
export class FireMinutes {
  private readonly remembered = new Map<string, MinutesOfFires>();
  private weight = 0;

  constructor(private readonly limit = REMEMBERED_MINUTES) {}

  /** For each group, in their order. Lets others have a turn every few milliseconds. */
  async of(
    groups: readonly Pick<ScheduleGroup, 'schedule' | 'timeZone' | 'options'>[],
    window: MinuteWindow,
  ): Promise<MinutesOfFires[]> {
    const found: MinutesOfFires[] = [];
    const turn = new Turn();
    for (const group of groups) {
      const { schedule, timeZone, options } = group;
      const key = JSON.stringify([schedule, timeZone, options, window.from, window.to]);
      const minutes = this.remembered.get(key) ?? (await workOut(group, window, turn));
      this.remember(key, minutes);
      found.push(minutes);
      await turn.pass();
    }
    return found;
  }

  private remember(key: string, entry: MinutesOfFires): void {
    // Asked for last comes last.
    if (!this.remembered.delete(key)) this.weight += weightOf(entry);
    this.remembered.set(key, entry);
    for (const [oldest, old] of this.remembered) {
      if (this.weight <= this.limit) return;
      this.remembered.delete(oldest);
      this.weight -= weightOf(old);
    }
  }
}

function weightOf({ minutes }: MinutesOfFires): number {
  return minutes.length + ENTRY_WEIGHT;
}

async function workOut(
  { schedule: expression, timeZone, options }: Pick<ScheduleGroup, 'schedule' | 'timeZone' | 'options'>,
  { from, to }: MinuteWindow,
  turn: Turn,
): Promise<MinutesOfFires> {
  const checked = parseSchedule({ schedule: expression, timeZone, options });
  const minutes: number[] = [];
  const fires: number[] = [];
  if (checked.ok) {
    for (const minute of firesByMinute(checked.schedule, new Date(from), new Date(to))) {
      minutes.push((minute.at - from) / MINUTE_MS);
      fires.push(minute.fires);
      if (minutes.length % CHECKED_EVERY === 0) await turn.pass();
    }
  }
  const schedule = checked.ok ? checked.schedule : null;
  return { schedule, minutes: Uint16Array.from(minutes), fires: Uint8Array.from(fires) };
}

class Turn {
  private since = performance.now();

  async pass(): Promise<void> {
    if (performance.now() - this.since < TURN_MS) return;
    await nextTurn();
    this.since = performance.now();
  }
}

/** The place of the first minute that is not before `minute`. */
export function placeOf({ minutes }: MinutesOfFires, minute: number): number {
  let [low, high] = [0, minutes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((minutes[middle] ?? 0) < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How often it fires from the minute `first` on and before `end`. */
export function firesIn(found: MinutesOfFires, first: number, end: number): number {
  let sum = 0;
  for (let at = placeOf(found, first); at < found.minutes.length && (found.minutes[at] ?? end) < end; at++)
    sum += found.fires[at] ?? 0;
  return sum;
}
