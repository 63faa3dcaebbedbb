import { type CalendarSlot, nextFires } from '@app/scheduling';
import { countOf, type FireCounts, noFires } from './fire-counts';
import { FireMinutes, firesIn, type MinuteWindow, placeOf } from './minutes-of-fires';
import type { PastFires } from './past-fires';
import type { ScheduleFilter } from './schedule-filter';
import { type ForecastGroup, firesPerMinute, type LoadOfMinute, worstMinutes } from './schedule-load';
import type { ScheduleGroup, ScheduleGroups, ScheduleOutlookRepository } from './schedule-outlook.repository';

const MINUTE_MS = 60_000;
/** Different schedules that one answer works out. */
const MOST_GROUPS = 3_000;
const SHOWN_RECORDS = 5;

/** Fires of one slot; those of fixed delays follow from the ends of runs and are guessed. */
export type SlotOfFires = CalendarSlot & FireCounts & { readonly guessed: number };

export interface ScheduleCalendar {
  readonly slots: readonly SlotOfFires[];
  /** The moment from which past fires are counted, where there were too many; null when all are. */
  readonly completeFrom: Date | null;
  readonly leftOut: ScheduleGroups['leftOut'];
}

export interface ScheduleLoad {
  readonly over: number;
  readonly worst: readonly (Omit<LoadOfMinute, 'minute'> & { readonly at: Date })[];
  /** How often fixed delays fire in a minute, if their runs took no time. */
  readonly guessedPerMinute: number;
  readonly leftOut: ScheduleGroups['leftOut'];
}

/** The coming fires of one schedule. */
export interface ComingOfGroup {
  readonly schedule: string;
  readonly timeZone: string | null;
  readonly jitterSeconds: number;
  readonly records: number;
  readonly paused: number;
  /** Of each record. */
  readonly fires: number;
  readonly firstFireAt: Date;
  /** The first few. */
  readonly recordIds: readonly string[];
}

/** Says when the schedules of all records fired and will fire. */
export class ScheduleOutlookService {
  constructor(
    private readonly repository: ScheduleOutlookRepository,
    private readonly past: PastFires,
    private readonly minutes = new FireMinutes(),
  ) {}

  /** The fires of slots that follow one another. */
  async calendar(filter: ScheduleFilter, slots: readonly CalendarSlot[], now: Date): Promise<ScheduleCalendar> {
    const [first, last] = [slots[0], slots.at(-1)];
    if (!first || !last) return { slots: [], completeFrom: null, leftOut: { groups: 0, records: 0 } };
    const window = { from: first.from.getTime(), to: last.to.getTime() };
    const [past, { groups, leftOut }] = await Promise.all([
      this.past.of(filter, first.from, last.to, now),
      window.to > now.getTime() ? this.forecast(filter, window) : NONE,
    ]);
    const counted = slots.map((slot) => ({ ...slot, ...noFires(), guessed: 0 }));
    const slotAt = slotsByMinute(slots, window);
    for (const { at, state, fires } of past.tallies) {
      const slot = counted[slotAt[Math.max(0, Math.floor((at - window.from) / MINUTE_MS))] ?? -1];
      if (slot) slot[countOf(state)] += fires;
    }
    const from = comingFrom(window, now);
    for (const { found, records, paused } of groups) {
      for (let place = placeOf(found, from); place < found.minutes.length; place++) {
        const slot = counted[slotAt[found.minutes[place] ?? -1] ?? -1];
        if (!slot) continue;
        slot.coming += (found.fires[place] ?? 0) * (records - paused);
        slot.paused += (found.fires[place] ?? 0) * paused;
      }
    }
    const rate = delaysPerMinute(groups);
    for (const slot of counted) {
      const minutes = (slot.to.getTime() - Math.max(slot.from.getTime(), now.getTime())) / MINUTE_MS;
      slot.guessed = Math.round(Math.max(0, minutes) * rate);
    }
    return { slots: counted, completeFrom: past.completeFrom, leftOut };
  }

  /** The coming minutes of a window in which more fires than `threshold`. */
  async load(
    filter: ScheduleFilter,
    window: MinuteWindow,
    { threshold, limit, now }: { threshold: number; limit: number; now: Date },
  ): Promise<ScheduleLoad> {
    const { groups, leftOut } = window.to > now.getTime() ? await this.forecast(filter, window) : NONE;
    const sums = firesPerMinute(groups, (window.to - window.from) / MINUTE_MS);
    const { over, worst } = worstMinutes(groups, sums, { first: comingFrom(window, now), threshold, limit });
    return {
      over,
      worst: worst.map(({ minute, ...load }) => ({ at: new Date(window.from + minute * MINUTE_MS), ...load })),
      guessedPerMinute: Math.round(delaysPerMinute(groups) * 10) / 10,
      leftOut,
    };
  }

  /** Which schedules fire in the rest of a window, the soonest first; at most `limit`. */
  async coming(
    filter: ScheduleFilter,
    window: MinuteWindow,
    { limit, now }: { limit: number; now: Date },
  ): Promise<{ readonly groups: readonly ComingOfGroup[]; readonly groupCount: number }> {
    const { groups } = window.to > now.getTime() ? await this.forecast(filter, window) : NONE;
    const from = comingFrom(window, now);
    const firing = groups
      .map((group) => ({ group, minute: group.found.minutes[placeOf(group.found, from)] }))
      .flatMap(({ group, minute }) => (minute === undefined ? [] : [{ group, minute }]))
      .toSorted((a, b) => a.minute - b.minute || b.group.records - a.group.records);
    const shown = firing.slice(0, limit);
    const expressions = [...new Set(shown.map(({ group }) => group.schedule))];
    const named =
      expressions.length === 0 ? [] : await this.repository.listRecordIds(filter, expressions, SHOWN_RECORDS);
    const idsOf = new Map(named.map(({ recordIds, ...group }) => [keyOf(group), recordIds]));
    return {
      groupCount: firing.length,
      groups: shown.map(({ group, minute }): ComingOfGroup => {
        const { schedule, timeZone, records, paused, found } = group;
        const at = new Date(window.from + minute * MINUTE_MS);
        return {
          schedule,
          timeZone,
          jitterSeconds: (found.schedule?.jitterMs ?? 0) / 1_000,
          records,
          paused,
          fires: firesIn(found, from, Number.POSITIVE_INFINITY),
          firstFireAt: (found.schedule && nextFires(found.schedule, new Date(at.getTime() - 1), 1)[0]) ?? at,
          recordIds: idsOf.get(keyOf(group)) ?? [],
        };
      }),
    };
  }

  private async forecast(
    filter: ScheduleFilter,
    window: MinuteWindow,
  ): Promise<{ groups: readonly ForecastGroup[]; leftOut: ScheduleGroups['leftOut'] }> {
    const { groups, leftOut } = await this.repository.listGroups(filter, MOST_GROUPS);
    const found = await this.minutes.of(groups, window);
    return {
      groups: groups.flatMap((group, index) => {
        const minutes = found[index];
        return minutes === undefined ? [] : [{ ...group, found: minutes }];
      }),
      leftOut,
    };
  }
}

const NONE = { groups: [], leftOut: { groups: 0, records: 0 } };

/** The first whole minute of a window that has not begun, in minutes from its start. */
function comingFrom({ from }: MinuteWindow, now: Date): number {
  return Math.max(0, Math.ceil((now.getTime() - from) / MINUTE_MS));
}

/** For each minute of the window the place of its slot. */
function slotsByMinute(slots: readonly CalendarSlot[], { from, to }: MinuteWindow): Int32Array {
  const places = new Int32Array(Math.ceil((to - from) / MINUTE_MS)).fill(-1);
  for (const [place, slot] of slots.entries())
    places.fill(place, (slot.from.getTime() - from) / MINUTE_MS, (slot.to.getTime() - from) / MINUTE_MS);
  return places;
}

function delaysPerMinute(groups: readonly ForecastGroup[]): number {
  return groups.reduce((sum, { found: { schedule }, records, paused }) => {
    return schedule?.timing.kind === 'delay' ? sum + ((records - paused) * MINUTE_MS) / schedule.timing.delayMs : sum;
  }, 0);
}

function keyOf({ schedule, timeZone, options }: Pick<ScheduleGroup, 'schedule' | 'timeZone' | 'options'>): string {
  return JSON.stringify([schedule, timeZone, options]);
}
