import { SCHEDULE_SORTS, type ScheduleSort } from '@app/process-records';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { toInteger } from '../http/query-values';
import { FireCountsDto } from './fire-counts.dto';
import { ScheduleWindowQuery } from './schedule-filter.query.dto';

export class ScheduleTimelineQuery extends ScheduleWindowQuery {
  @ApiPropertyOptional({ enum: SCHEDULE_SORTS, enumName: 'ScheduleSort', default: 'id' })
  @IsOptional()
  @IsIn(SCHEDULE_SORTS)
  sort: ScheduleSort = 'id';

  /** How many records at most. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(50)
  limit: number = 25;

  /** Opaque position from the `Link: <…>; rel="next"` header of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 2048)
  cursor?: string;
}

/** The fires of a record in an hour of a day, or six hours of a week. */
@ApiSchema({ name: 'TimelineMark' })
export class TimelineMarkDto extends FireCountsDto {
  from: Date;

  /** The moment after the last. */
  to: Date;

  /** The first of the fires. */
  at: Date;

  /** The run of the only fire. */
  @ApiProperty({ format: 'uuid' })
  runId: string | null;

  /**
   * Why the only fire made no run.
   * @example 'still-running'
   */
  reason: string | null;
}

/** A record, its schedule and its fires. */
@ApiSchema({ name: 'TimelineRow' })
export class TimelineRowDto {
  /** @example 'nightly-backup' */
  id: string;

  /** @example 'single-task-process' */
  type: string;

  /** @example '0 3 * * *' */
  schedule: string;

  /** Null is UTC. */
  timeZone: string | null;

  nextFireAt: Date | null;
  schedulePausedAt: Date | null;
  scheduleError: string | null;

  /** A fixed delay: its fires follow from the ends of runs, and only the one that is waited for is known. */
  isDelay: boolean;

  /** In order; stretches without fires have none. */
  marks: TimelineMarkDto[];

  /** Past fires before this are not shown: there were too many. Null when all are. */
  completeFrom: Date | null;
}
