import { Config } from '@app/config';
import { invalid } from '@app/process-core';
import {
  ScheduleOutlookRepository,
  ScheduleOutlookService,
  type ScheduleFilter,
  ScheduleTimelineService,
} from '@app/process-records';
import { type CalendarDay, calendarDays } from '@app/scheduling';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { ComingSchedulesDto, ScheduleTotalsDto } from './coming-schedules.dto';
import type { ScheduleCalendarDto } from './schedule-calendar.dto';
import type {
  ComingFiresQuery,
  ScheduleFilterQuery,
  ScheduleLoadQuery,
  ScheduleWindowQuery,
} from './schedule-filter.query.dto';
import type { ScheduleLoadDto } from './schedule-load.dto';
import type { ScheduleTimelineQuery, TimelineRowDto } from './schedule-timeline.dto';

const MINUTE_MS = 60_000;
const MOST_MS = 7 * 86_400_000;

/** Says when the schedules of all records fired and will fire: as a calendar, a timeline, and where too much comes at once. */
@Injectable()
export class ScheduleViewsService {
  constructor(
    private readonly outlook: ScheduleOutlookService,
    private readonly timelines: ScheduleTimelineService,
    private readonly repository: ScheduleOutlookRepository,
    private readonly config: Config,
  ) {}

  totals(): Promise<ScheduleTotalsDto> {
    return this.repository.totals();
  }

  async calendar(query: ScheduleWindowQuery): Promise<ScheduleCalendarDto> {
    const slotMinutes = query.days === 1 ? 5 : 60;
    const days = daysOf(query, slotMinutes);
    const slots = days.flatMap((day) => day.slots);
    const found = await this.outlook.calendar(filterOf(query), slots, new Date());
    const counted = found.slots.values();
    const next = () => counted.next().value;
    return {
      timeZone: query.timeZone,
      slotMinutes,
      days: days.map(({ slots: own, ...day }) => ({ ...day, slots: own.flatMap(() => next() ?? []) })),
      completeFrom: found.completeFrom,
      leftOut: found.leftOut,
    };
  }

  async load(query: ScheduleLoadQuery): Promise<ScheduleLoadDto> {
    const slots = await this.repository.capacity(this.config.leaseMs);
    const threshold = query.threshold ?? slots;
    const at = { threshold, limit: query.limit, now: new Date() };
    const { worst, ...load } = await this.outlook.load(filterOf(query), windowOf(daysOf(query, 60)), at);
    return { slots, threshold, ...load, worst: worst.map((minute) => ({ ...minute, groups: [...minute.groups] })) };
  }

  async coming({ from, to, limit, ...query }: ComingFiresQuery): Promise<ComingSchedulesDto> {
    const length = to.getTime() - from.getTime();
    if (length <= 0 || length > MOST_MS)
      throw invalid('The range cannot be looked at.', [
        { field: 'to', message: 'must be later than from, and at most seven days' },
      ]);
    const window = {
      from: Math.floor(from.getTime() / MINUTE_MS) * MINUTE_MS,
      to: Math.ceil(to.getTime() / MINUTE_MS) * MINUTE_MS,
    };
    const { groups, groupCount } = await this.outlook.coming(filterOf(query), window, { limit, now: new Date() });
    return { schedules: groups.map((group) => ({ ...group, recordIds: [...group.recordIds] })), total: groupCount };
  }

  async timeline(query: ScheduleTimelineQuery): Promise<Page<TimelineRowDto[]>> {
    const window = windowOf(daysOf(query, 60));
    const slotMinutes = query.days === 1 ? 60 : 360;
    const at = { window, slotMinutes, sort: query.sort, now: new Date() };
    const { rows, next, total } = await this.timelines.list(filterOf(query), at, query);
    return new Page(
      rows.map(({ scheduleOptions: _, marks, ...row }) => ({ ...row, marks: [...marks] })),
      next,
      total,
    );
  }
}

/** Throws `invalid` for a day that does not exist. */
function daysOf({ day, days, timeZone }: ScheduleWindowQuery, slotMinutes: number): readonly CalendarDay[] {
  const found = calendarDays(day, days, timeZone, slotMinutes);
  if (found !== null) return found;
  throw invalid('There is no such day.', [{ field: 'day', message: 'must be a day that exists' }]);
}

function windowOf(days: readonly CalendarDay[]): { readonly from: number; readonly to: number } {
  return { from: days[0]?.from.getTime() ?? 0, to: days.at(-1)?.to.getTime() ?? 0 };
}

function filterOf({ type, search, schedule, scheduleTimeZone, paused, failing }: ScheduleFilterQuery): ScheduleFilter {
  return { type, search, schedule, scheduleTimeZone, paused, failing };
}
