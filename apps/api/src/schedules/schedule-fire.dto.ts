import { RUN_STATUSES, type RunStatus } from '@app/process-core';
import { FIRE_OUTCOMES, FIRE_REASONS, type FireOutcomeName, type FireReasonName } from '@app/process-records';
import { CLOCK_NOTES, type ClockNote } from '@app/scheduling';
import { ApiProperty, ApiPropertyOptional, ApiSchema, IntersectionType, PickType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { OptionalMoment } from '../http/optional-moment.decorator';
import { PageQuery } from '../http/page-query.dto';
import { PLAIN_TEXT } from '../http/query-values';
import { ScheduleFilterQuery } from './schedule-filter.query.dto';

export class ScheduleFireQuery extends PageQuery {
  @ApiPropertyOptional({ enum: FIRE_OUTCOMES, enumName: 'FireOutcome' })
  @IsOptional()
  @IsIn(FIRE_OUTCOMES)
  outcome?: FireOutcomeName;

  /** Only fires at this moment or later. */
  @OptionalMoment()
  from?: Date;

  /** Only fires before this moment. */
  @OptionalMoment()
  to?: Date;
}

const ofSchedules = ['type', 'search', 'schedule', 'scheduleTimeZone'] as const;

export class AllScheduleFiresQuery extends IntersectionType(
  ScheduleFireQuery,
  PickType(ScheduleFilterQuery, ofSchedules),
) {
  /** Only those of this record. */
  @IsOptional()
  @IsString()
  @Length(1, 128)
  @Matches(...PLAIN_TEXT)
  recordId?: string;
}

/** What became of a fire, or of all fires of a schedule from the first to the last. */
@ApiSchema({ name: 'ScheduleFire' })
export class ScheduleFireDto {
  /** @example 'nightly-backup' */
  processRecordId: string;

  fireAt: Date;

  /** The same for one fire; a long stretch of missed fires is one row. */
  lastFireAt: Date;

  /** When it was to be acted on: its time and its jitter. */
  dueAt: Date;

  decidedAt: Date;

  @ApiProperty({ enum: FIRE_OUTCOMES, enumName: 'FireOutcome' })
  outcome: FireOutcomeName;

  /**
   * Why it made no run; null when it did, or waits for one.
   * @example 'still-running'
   */
  @ApiProperty({ enum: FIRE_REASONS, enumName: 'FireReason' })
  reason: FireReasonName | null;

  /** More about the reason. */
  detail: string | null;

  /** Of the schedule itself, or queued afterwards by a backfill. */
  @ApiProperty({ enum: ['schedule', 'backfill'], enumName: 'FireOrigin' })
  origin: 'schedule' | 'backfill';

  /** Who asked for the backfill. */
  requestedBy: string | null;

  /** Its run; null without one, and when that is not kept any more. */
  @ApiProperty({ format: 'uuid' })
  runId: string | null;

  @ApiProperty({ type: 'integer' })
  runNumber: number | null;

  @ApiProperty({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  runStatus: RunStatus | null;
}

/** A fire to come. */
@ApiSchema({ name: 'ComingFire' })
export class ComingFireDto {
  fireAt: Date;

  /** When it is acted on: its time and its jitter. */
  dueAt: Date;

  /** What a change of clocks has to do with it; null when nothing. */
  @ApiProperty({ enum: CLOCK_NOTES, enumName: 'ClockNote' })
  clockNote: ClockNote | null;
}
