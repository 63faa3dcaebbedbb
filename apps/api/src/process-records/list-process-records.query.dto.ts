import { RUN_STATUSES, type RunStatus } from '@app/process-core';
import { RECORD_SORTS, type RecordSort, SCHEDULE_STATES, type ScheduleState } from '@app/process-records';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { OptionalMoment } from '../http/optional-moment.decorator';
import { PageQuery } from '../http/page-query.dto';
import { PLAIN_TEXT, toBoolean } from '../http/query-values';

export class RecordFilterQuery extends PageQuery {
  @ApiPropertyOptional({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  @IsOptional()
  @IsIn(RUN_STATUSES)
  status?: RunStatus;

  /** Name of a process type. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(...PLAIN_TEXT)
  type?: string;

  /** Part of the id, in any case. */
  @IsOptional()
  @IsString()
  @Length(1, 128)
  @Matches(...PLAIN_TEXT)
  search?: string;

  /** Only records with a schedule, or only those without. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  scheduled?: boolean;

  /** `scheduled`: has a schedule; `paused`: that is paused by itself; `error`: that could not be acted on; `none`. */
  @ApiPropertyOptional({ enum: SCHEDULE_STATES, enumName: 'ScheduleState' })
  @IsOptional()
  @IsIn(SCHEDULE_STATES)
  scheduleState?: ScheduleState;

  /**
   * Only records whose latest run ended at this moment or later.
   * @example '2026-11-23T00:00:00Z'
   */
  @OptionalMoment()
  endedSince?: Date;

  /** A minus sign sorts downwards; by next fire, the soonest comes first and what never fires last. */
  @ApiPropertyOptional({ enum: RECORD_SORTS, enumName: 'ProcessRecordSort', default: '-createdAt' })
  @IsOptional()
  @IsIn(RECORD_SORTS)
  sort: RecordSort = '-createdAt';
}
