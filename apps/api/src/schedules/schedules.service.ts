import { Config } from '@app/config';
import { type FieldIssue, invalid } from '@app/process-core';
import { ScheduleFireRepository, ScheduleSwitchRepository } from '@app/process-records';
import { clockNote, nextFires, parseSchedule, passedIssues } from '@app/scheduling';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { ScheduleSwitchDto } from './schedule-control.dto';
import type { AllScheduleFiresQuery, ScheduleFireDto } from './schedule-fire.dto';
import type { SchedulePreviewDto, SchedulePreviewQuery } from './schedule-preview.dto';

/** What is asked about schedules of no one record. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly fires: ScheduleFireRepository,
    private readonly switches: ScheduleSwitchRepository,
    private readonly config: Config,
  ) {}

  /** Throws `invalid` naming the field when the expression, the zone or an option cannot be used. */
  preview({ schedule, timeZone, count, ...options }: SchedulePreviewQuery): SchedulePreviewDto {
    const limits = { minIntervalMs: this.config.minScheduleIntervalMs };
    const checked = parseSchedule({ schedule, timeZone, options }, limits);
    const now = new Date();
    const issues = checked.ok ? passedIssues(checked.schedule, now) : checked.issues;
    if (!checked.ok || issues.length > 0) throw invalid('The schedule is not valid.', issues.map(asSent));
    const { expression, timeZone: zone } = checked.schedule;
    const fires = nextFires(checked.schedule, now, count);
    const clockChanges = fires.flatMap((fireAt) => {
      const note = clockNote(checked.schedule, fireAt);
      return note === null ? [] : [{ fireAt, clockNote: note }];
    });
    return { schedule: expression, timeZone: zone, nextFires: fires, clockChanges };
  }

  async listFires(query: AllScheduleFiresQuery): Promise<Page<ScheduleFireDto[]>> {
    const { type, search, schedule, scheduleTimeZone, ...filter } = query;
    const records = { type, search, schedule, scheduleTimeZone };
    const { rows, next, total } = await this.fires.list({ ...filter, records }, query);
    return new Page([...rows], next, total);
  }

  async state(): Promise<ScheduleSwitchDto> {
    const state = await this.switches.find();
    return { paused: state.pausedAt !== null, ...state };
  }

  async setPaused(paused: boolean, user: string): Promise<ScheduleSwitchDto> {
    await this.switches.setAll(paused, user);
    return this.state();
  }
}

/** Options are parameters of their own here. */
function asSent({ field, message }: FieldIssue): FieldIssue {
  return { field: field.replace(/^scheduleOptions\./, ''), message };
}
