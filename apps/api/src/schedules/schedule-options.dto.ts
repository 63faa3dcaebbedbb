import { MISFIRE_RULES, OVERLAP_RULES, REPEATED_TIME_RULES } from '@app/scheduling';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What is absent or null takes its default. Checked by the scheduling rules, which name the option that is wrong. */
@ApiSchema({ name: 'ScheduleOptions' })
export class ScheduleOptionsDto {
  /**
   * First day, or time, at which it fires; without an offset on the clock of the time zone.
   * @example '2026-12-01'
   */
  startAt?: string | null;

  /**
   * Last day, or time, at which it fires.
   * @example '2026-12-24T18:00'
   */
  endAt?: string | null;

  /** Each fire is put off by its own part of this; 0 when absent. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 86_400, example: 30 })
  jitterSeconds?: number | null;

  /** When a run is still active; skip when absent. */
  @ApiProperty({ enum: OVERLAP_RULES, enumName: 'OverlapRule' })
  overlap?: string | null;

  /** What becomes of fires whose time passed unnoticed; fire-once when absent. */
  @ApiProperty({ enum: MISFIRE_RULES, enumName: 'MisfireRule' })
  misfire?: string | null;

  /** How many missed fires `fire-all` makes up for, the newest ones; 100 when absent. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1_000, example: 100 })
  misfireLimit?: number | null;

  /** How often a time fires that exists twice because clocks were set back; once when absent. */
  @ApiProperty({ enum: REPEATED_TIME_RULES, enumName: 'RepeatedTimeRule' })
  daylightSaving?: string | null;
}
