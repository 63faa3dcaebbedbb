import { firesIn, type MinutesOfFires } from './minutes-of-fires';
import type { ScheduleGroup } from './schedule-outlook.repository';

const MINUTE_MS = 60_000;

/** A schedule, the records that have it, and when it fires. */
export interface ForecastGroup extends ScheduleGroup {
  readonly found: MinutesOfFires;
}

/** What one schedule adds to a minute. */
export interface LoadOfGroup {
  readonly schedule: string;
  readonly timeZone: string | null;
  readonly jitterSeconds: number;
  readonly records: number;
  readonly fires: number;
}

export interface LoadOfMinute {
  /** Minutes from the window's start. */
  readonly minute: number;
  readonly fires: number;
  /** Those that add most, most first. */
  readonly groups: readonly LoadOfGroup[];
  /** How many schedules add to it, those included. */
  readonly groupCount: number;
}

const SHOWN_GROUPS = 5;

/** How many fires are begun in each minute of a window, jitter taken for spread evenly; those of paused records are not. */
export function firesPerMinute(groups: readonly ForecastGroup[], minutes: number): Float64Array {
  const sums = new Float64Array(minutes);
  for (const { found, records, paused } of groups) {
    const active = records - paused;
    const spread = spreadOf(found);
    if (active === 0) continue;
    for (let place = 0; place < found.minutes.length; place++) {
      const minute = found.minutes[place] ?? 0;
      const share = ((found.fires[place] ?? 0) * active) / spread;
      for (let at = minute; at < Math.min(minute + spread, minutes); at++) sums[at] = (sums[at] ?? 0) + share;
    }
  }
  return sums;
}

/** The minutes from `first` on with more than `threshold` fires, the worst first and then the soonest; at most `limit`. */
export function worstMinutes(
  groups: readonly ForecastGroup[],
  sums: Float64Array,
  { first, threshold, limit }: { first: number; threshold: number; limit: number },
): { readonly over: number; readonly worst: readonly LoadOfMinute[] } {
  const over: number[] = [];
  // What is shown is rounded, and must not be called too much.
  for (let minute = first; minute < sums.length; minute++)
    if (Math.round(sums[minute] ?? 0) > threshold) over.push(minute);
  const worst = over.toSorted((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b).slice(0, limit);
  return { over: over.length, worst: worst.map((minute) => explain(groups, minute, Math.round(sums[minute] ?? 0))) };
}

function explain(groups: readonly ForecastGroup[], minute: number, fires: number): LoadOfMinute {
  const parts = groups.flatMap(({ schedule, timeZone, records, paused, found }): LoadOfGroup[] => {
    const spread = spreadOf(found);
    const share = (firesIn(found, minute - spread + 1, minute + 1) * (records - paused)) / spread;
    const jitterSeconds = (found.schedule?.jitterMs ?? 0) / 1_000;
    return share === 0 ? [] : [{ schedule, timeZone, jitterSeconds, records: records - paused, fires: share }];
  });
  const most = parts.toSorted((a, b) => b.fires - a.fires).slice(0, SHOWN_GROUPS);
  return {
    minute,
    fires,
    groups: most.map((part) => ({ ...part, fires: Math.max(1, Math.round(part.fires)) })),
    groupCount: parts.length,
  };
}

function spreadOf({ schedule }: MinutesOfFires): number {
  return Math.max(1, Math.ceil((schedule?.jitterMs ?? 0) / MINUTE_MS));
}
