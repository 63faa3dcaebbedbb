import { ProcessRecordQueryService, RecordScheduleService } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import { toProcessRecordDto } from '../process-records/process-record.mapper';
import type { ProcessRecordActionDto } from '../process-records/process-record-action.dto';
import type { BackfillDto, BackfillResultDto, WithdrawnBackfillDto } from './schedule-control.dto';
import type { ComingFireDto, ScheduleFireDto, ScheduleFireQuery } from './schedule-fire.dto';

/** What the API does with the schedule of one process record. */
@Injectable()
export class RecordSchedulesService {
  constructor(
    private readonly schedules: RecordScheduleService,
    private readonly records: ProcessRecordQueryService,
  ) {}

  async setPaused(id: string, paused: boolean): Promise<ProcessRecordActionDto> {
    await this.schedules.setPaused(id, paused);
    const processRecord = toProcessRecordDto(await this.records.get(id));
    const message = `${paused ? 'Paused' : 'Resumed'} the schedule of '${id}'.`;
    return { success: true, message, processRecord, runId: processRecord.latestRunId };
  }

  nextFires(id: string, count: number): Promise<ComingFireDto[]> {
    return this.schedules.nextFires(id, count);
  }

  async listFires(id: string, query: ScheduleFireQuery): Promise<Page<ScheduleFireDto[]>> {
    const { rows, next, total } = await this.schedules.listFires(id, query, query);
    return new Page([...rows], next, total);
  }

  async backfill(id: string, { from, to, dryRun = false }: BackfillDto, by: string): Promise<BackfillResultDto> {
    const fires = await this.schedules.backfill(id, { from, to }, { dryRun, by });
    return { dryRun, queued: fires.filter(({ outcome }) => outcome === 'QUEUED').length, fires };
  }

  async withdrawBackfill(id: string): Promise<WithdrawnBackfillDto> {
    return { withdrawn: await this.schedules.withdrawBackfill(id) };
  }
}
