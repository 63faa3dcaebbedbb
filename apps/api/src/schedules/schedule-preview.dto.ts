import { CLOCK_NOTES, type ClockNote, MISFIRE_RULES, OVERLAP_RULES, REPEATED_TIME_RULES } from '@app/scheduling';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { toInteger } from '../http/query-values';

export class FireCountQuery {
  /** How many fires. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  count: number = 5;
}

export class SchedulePreviewQuery extends FireCountQuery {
  /**
   * Cron expression of five fields, or six with seconds first; `every 90s`; or `at 2026-12-24T18:00`.
   * @example '0 3 * * *'
   */
  @IsString()
  @Length(1, 100)
  schedule: string;

  /**
   * IANA zone in which it is read; UTC when absent.
   * @example 'Europe/Berlin'
   */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  timeZone?: string;

  /** First day, or time, at which it fires. */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  startAt?: string;

  /** Last day, or time, at which it fires. */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  endAt?: string;

  /** Each fire is put off by its own part of this. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  jitterSeconds?: number;

  @ApiPropertyOptional({ enum: OVERLAP_RULES, enumName: 'OverlapRule' })
  @IsOptional()
  @IsIn(OVERLAP_RULES)
  overlap?: string;

  @ApiPropertyOptional({ enum: MISFIRE_RULES, enumName: 'MisfireRule' })
  @IsOptional()
  @IsIn(MISFIRE_RULES)
  misfire?: string;

  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  misfireLimit?: number;

  @ApiPropertyOptional({ enum: REPEATED_TIME_RULES, enumName: 'RepeatedTimeRule' })
  @IsOptional()
  @IsIn(REPEATED_TIME_RULES)
  daylightSaving?: string;
}

/** A fire that a change of clocks has to do with. */
@ApiSchema({ name: 'NotedFire' })
export class NotedFireDto {
  fireAt: Date;

  /** `moved`: its time does not exist that day, so it fires at the next one that does; the others: it exists twice. */
  @ApiProperty({ enum: CLOCK_NOTES, enumName: 'ClockNote' })
  clockNote: ClockNote;
}

/** When a schedule would fire. */
@ApiSchema({ name: 'SchedulePreview' })
export class SchedulePreviewDto {
  /**
   * As it is read: without superfluous blanks.
   * @example '0 3 * * *'
   */
  schedule: string;

  /** @example 'Europe/Berlin' */
  timeZone: string;

  /**
   * The next fires, soonest first; fewer than asked for, or none, when it fires no more. Those of a fixed delay are what
   * they would be if runs took no time.
   * @example ["2026-11-24T02:00:00.000Z"]
   */
  nextFires: Date[];

  /** Those of the next fires that a change of clocks has to do with. */
  clockChanges: NotedFireDto[];
}
