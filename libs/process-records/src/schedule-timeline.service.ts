import type { KeysetPage, PageRequest } from '@app/database';
import { nextFires } from '@app/scheduling';
import { countOf, type FireCounts, noFires } from './fire-counts';
import { FireMinutes, type MinutesOfFires, type MinuteWindow } from './minutes-of-fires';
import type { ScheduleFilter } from './schedule-filter';
import type {
  FiresOfSlot,
  ScheduleRow,
  ScheduleSort,
  ScheduleTimelineRepository,
} from './schedule-timeline.repository';

const MINUTE_MS = 60_000;
/** Of one record: every minute of a day, and some. */
const MOST_FIRES = 1_500;

/** The fires of one record that are drawn as one mark. */
export interface TimelineMark extends FireCounts {
  /** The slot in which they are, its end not included. */
  readonly from: Date;
  readonly to: Date;
  /** The first of them. */
  readonly at: Date;
  /** The run of the only one, and why the only one made none. */
  readonly runId: string | null;
  readonly reason: string | null;
}

export interface TimelineRow extends ScheduleRow {
  readonly marks: readonly TimelineMark[];
  /** The slot before which past fires are not shown: there were too many. */
  readonly completeFrom: Date | null;
  /** Its fires follow from the ends of runs: only the one that is waited for is known. */
  readonly isDelay: boolean;
}

/** Shows when each record fired and will fire. */
export class ScheduleTimelineService {
  constructor(
    private readonly repository: ScheduleTimelineRepository,
    private readonly minutes = new FireMinutes(),
  ) {}

  /** One page of records with their fires in a window, in slots of so many minutes. */
  async list(
    filter: ScheduleFilter,
    { window, slotMinutes, sort, now }: { window: MinuteWindow; slotMinutes: number; sort: ScheduleSort; now: Date },
    page: PageRequest,
  ): Promise<KeysetPage<TimelineRow>> {
    const { rows, ...rest } = await this.repository.list(filter, sort, page);
    const ids = rows.map(({ id }) => id);
    const ends = [new Date(window.from), new Date(Math.min(window.to, now.getTime()))] as const;
    const groups = rows.map(({ schedule, timeZone, scheduleOptions: options }) => ({ schedule, timeZone, options }));
    const [past, coming] = await Promise.all([
      ends[0] < ends[1] ? this.repository.listFires(ids, ends, slotMinutes * 60, MOST_FIRES) : [],
      this.minutes.of(groups, window),
    ]);
    const byRecord = new Map<string, FiresOfSlot[]>(ids.map((id) => [id, []]));
    for (const fires of past) byRecord.get(fires.recordId)?.push(fires);
    const slots = { window, slotMs: slotMinutes * MINUTE_MS, now: now.getTime() };
    return {
      ...rest,
      rows: rows.map((row, index) => toRow(row, byRecord.get(row.id) ?? [], coming[index], slots)),
    };
  }
}

interface Slots {
  readonly window: MinuteWindow;
  readonly slotMs: number;
  readonly now: number;
}

type OpenMark = { -readonly [Field in keyof TimelineMark]: TimelineMark[Field] };

function toRow(
  row: ScheduleRow,
  past: readonly FiresOfSlot[],
  coming: MinutesOfFires | undefined,
  slots: Slots,
): TimelineRow {
  const marks = new Map<number, OpenMark>();
  for (const { slot, state, fires, firstAt, runId, reason } of past) {
    const mark = markAt(marks, slot, firstAt, slots);
    mark[countOf(state)] += fires;
    const isOnly = totalOf(mark) === 1;
    Object.assign(mark, { runId: isOnly ? runId : null, reason: isOnly ? reason : null });
  }
  const fires = past.reduce((sum, one) => sum + one.fires, 0);
  const oldest = Math.min(...past.map(({ slot }) => slot));
  addComing(marks, row, coming, slots);
  return {
    ...row,
    marks: [...marks.values()].toSorted((a, b) => a.from.getTime() - b.from.getTime()),
    completeFrom: fires < MOST_FIRES ? null : new Date(slots.window.from + oldest * slots.slotMs),
    isDelay: coming?.schedule?.timing.kind === 'delay',
  };
}

function addComing(
  marks: Map<number, OpenMark>,
  row: ScheduleRow,
  found: MinutesOfFires | undefined,
  slots: Slots,
): void {
  const count = row.schedulePausedAt === null ? 'coming' : 'paused';
  const { from, to } = slots.window;
  const add = (at: number, fires: number): void => {
    const slot = Math.floor((at - from) / slots.slotMs);
    const known = marks.has(slot);
    const mark = markAt(marks, slot, new Date(at), slots);
    mark[count] += fires;
    if (known) Object.assign(mark, { runId: null, reason: null });
  };
  if (found?.schedule?.timing.kind === 'delay') {
    const next = row.nextFireAt?.getTime() ?? 0;
    if (next >= Math.max(from, slots.now) && next < to) add(next, 1);
    return;
  }
  // Without a fire that is waited for there is none to come: the schedule is over, or cannot be acted on.
  if (!found?.schedule || (row.nextFireAt === null && row.schedulePausedAt === null)) return;
  for (const [place, minute] of found.minutes.entries()) {
    const at = from + minute * MINUTE_MS;
    if (at >= slots.now) add(at, found.fires[place] ?? 0);
  }
  for (const mark of marks.values()) {
    if (totalOf(mark) !== 1 || mark[count] !== 1) continue;
    mark.at = nextFires(found.schedule, new Date(mark.at.getTime() - 1), 1)[0] ?? mark.at;
  }
}

function markAt(marks: Map<number, OpenMark>, slot: number, at: Date, { window, slotMs }: Slots): OpenMark {
  const known = marks.get(slot);
  if (known) {
    if (at < known.at) known.at = at;
    return known;
  }
  const from = window.from + slot * slotMs;
  const mark: OpenMark = {
    from: new Date(from),
    to: new Date(Math.min(from + slotMs, window.to)),
    at,
    runId: null,
    reason: null,
    ...noFires(),
  };
  marks.set(slot, mark);
  return mark;
}

function totalOf({ completed, failed, stopped, running, queued, skipped, gone, coming, paused }: FireCounts): number {
  return completed + failed + stopped + running + queued + skipped + gone + coming + paused;
}
