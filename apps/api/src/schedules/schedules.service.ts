import { invalid } from '@app/process-core';
import { nextFires, parseSchedule } from '@app/scheduling';
import { Injectable } from '@nestjs/common';
import type { SchedulePreviewDto, SchedulePreviewQuery } from './schedule-preview.dto';

/** Says when schedules fire that are not stored yet. */
@Injectable()
export class SchedulesService {
  /** Throws `invalid` naming the field when the expression or the zone cannot be used. */
  preview({ schedule, timeZone, count }: SchedulePreviewQuery): SchedulePreviewDto {
    const parsed = parseSchedule({ schedule, timeZone });
    if (!parsed.ok) throw invalid('The schedule is not valid.', parsed.issues);
    const { expression, timeZone: zone } = parsed.schedule;
    return { schedule: expression, timeZone: zone, nextFires: nextFires(parsed.schedule, new Date(), count) };
  }
}
