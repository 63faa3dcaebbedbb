import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDate, IsOptional } from 'class-validator';
import { A_MOMENT, toMoment } from '../http/query-values';

/** Whether all schedules are paused. */
@ApiSchema({ name: 'ScheduleSwitch' })
export class ScheduleSwitchDto {
  paused: boolean;

  /** Since when; null when they are not. */
  pausedAt: Date | null;

  /** When they were resumed last. */
  resumedAt: Date | null;

  /**
   * Who paused or resumed them last.
   * @example 'admin'
   */
  changedBy: string | null;
}

/** A range of past fires to make runs for. */
@ApiSchema({ name: 'Backfill' })
export class BackfillDto {
  /**
   * First moment, that one included.
   * @example '2026-11-01T00:00:00Z'
   */
  @ApiProperty({ format: 'date-time' })
  @Transform(toMoment)
  @IsDate(A_MOMENT)
  from: Date;

  /**
   * Last moment, that one included.
   * @example '2026-11-07T23:59:59Z'
   */
  @ApiProperty({ format: 'date-time' })
  @Transform(toMoment)
  @IsDate(A_MOMENT)
  to: Date;

  /** Only lists the fires, and changes nothing. */
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

export const BACKFILL_OUTCOMES = ['QUEUED', 'HAS_RUN', 'WAITS_ALREADY'] as const;

/** A fire of the range. */
@ApiSchema({ name: 'BackfilledFire' })
export class BackfilledFireDto {
  fireAt: Date;

  /** QUEUED: a run is made for it, or would be; the others need none. */
  @ApiProperty({ enum: BACKFILL_OUTCOMES, enumName: 'BackfillOutcome' })
  outcome: (typeof BACKFILL_OUTCOMES)[number];
}

@ApiSchema({ name: 'BackfillResult' })
export class BackfillResultDto {
  dryRun: boolean;

  /**
   * How many runs are made, or would be.
   * @example 6
   */
  @ApiProperty({ type: 'integer' })
  queued: number;

  /** Oldest first, as they run one after the other. */
  fires: BackfilledFireDto[];
}

@ApiSchema({ name: 'WithdrawnBackfill' })
export class WithdrawnBackfillDto {
  /**
   * How many fires wait no more.
   * @example 5
   */
  @ApiProperty({ type: 'integer' })
  withdrawn: number;
}
