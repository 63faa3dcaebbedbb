import type { ScheduleFilter } from '@app/process-records';
import { isTimeZone } from '@app/scheduling';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { A_MOMENT, PLAIN_TEXT, toBoolean, toInteger, toMoment } from '../http/query-values';

/** Which schedules. */
export class ScheduleFilterQuery implements ScheduleFilter {
  /** Name of a process type. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(...PLAIN_TEXT)
  type?: string;

  /** Part of the record's id, in any case. */
  @IsOptional()
  @IsString()
  @Length(1, 128)
  @Matches(...PLAIN_TEXT)
  search?: string;

  /**
   * Only records with this expression, as they have it.
   * @example '0 9 * * *'
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @Matches(...PLAIN_TEXT)
  schedule?: string;

  /** With `schedule`: its zone; UTC when absent. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  @Matches(...PLAIN_TEXT)
  scheduleTimeZone?: string;

  /** Only those that are paused by themselves, or only the others. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  paused?: boolean;

  /** Only those with a `scheduleError`, or only the others. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  failing?: boolean;
}

/** A day or a week on the clock of a zone. */
export class ScheduleWindowQuery extends ScheduleFilterQuery {
  /**
   * The first day.
   * @example '2026-11-23'
   */
  @IsString()
  @Matches(/^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\d$/, { message: 'must be a day like 2026-11-23, from 1970 to 2199' })
  day: string;

  /** How many days: one or seven. */
  @ApiProperty({ type: 'integer', enum: [1, 7] })
  @Transform(toInteger)
  @IsIn([1, 7])
  days: number;

  /**
   * IANA zone whose days are meant; UTC when absent.
   * @example 'Europe/Berlin'
   */
  @IsOptional()
  @IsString()
  @ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: (value) => typeof value === 'string' && isTimeZone(value),
      defaultMessage: () => 'must be an IANA time zone, e.g. Europe/Berlin or UTC',
    },
  })
  timeZone: string = 'UTC';
}

export class ScheduleLoadQuery extends ScheduleWindowQuery {
  /** How many fires a minute may have; as many as the workers that are alive take at once when absent. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  threshold?: number;

  /** How many minutes at most. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 10;
}

export class ComingFiresQuery extends ScheduleFilterQuery {
  /** First moment; its whole minute counts. */
  @ApiProperty({ format: 'date-time' })
  @Transform(toMoment)
  @IsDate(A_MOMENT)
  from: Date;

  /** The moment after the last, at most seven days later. */
  @ApiProperty({ format: 'date-time' })
  @Transform(toMoment)
  @IsDate(A_MOMENT)
  to: Date;

  /** How many schedules at most. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;
}
