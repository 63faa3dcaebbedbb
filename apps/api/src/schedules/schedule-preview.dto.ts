import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { toInteger } from '../http/query-values';

export class SchedulePreviewQuery {
  /**
   * Cron expression of five fields, or six with seconds first.
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

  /** How many fires. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  count: number = 5;
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
   * The next fires, soonest first; fewer than asked for, or none, when it fires no more.
   * @example ["2026-11-24T02:00:00.000Z"]
   */
  nextFires: Date[];
}
