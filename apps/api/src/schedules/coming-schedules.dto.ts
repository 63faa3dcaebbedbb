import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { SharedScheduleDto } from './shared-schedule.dto';

/** A schedule that is going to fire, and the records that have it. */
@ApiSchema({ name: 'ComingSchedule' })
export class ComingScheduleDto extends SharedScheduleDto {
  @ApiProperty({ type: 'integer', example: 180 })
  records: number;

  /** How many of the records are paused. */
  @ApiProperty({ type: 'integer', example: 0 })
  paused: number;

  /** How often it fires, for each of the records. */
  @ApiProperty({ type: 'integer', example: 1 })
  fires: number;

  firstFireAt: Date;

  /**
   * The first few.
   * @example ["nightly-backup"]
   */
  recordIds: string[];
}

@ApiSchema({ name: 'ComingSchedules' })
export class ComingSchedulesDto {
  /** The soonest first. */
  schedules: ComingScheduleDto[];

  /** How many there are, those that are not listed included. */
  @ApiProperty({ type: 'integer', example: 1 })
  total: number;
}

/** How many records have a schedule. */
@ApiSchema({ name: 'ScheduleTotals' })
export class ScheduleTotalsDto {
  @ApiProperty({ type: 'integer', example: 120 })
  scheduled: number;

  /** Paused by themselves. */
  @ApiProperty({ type: 'integer', example: 2 })
  paused: number;

  /** Those that do not fire, or made no run when they were last due. */
  @ApiProperty({ type: 'integer', example: 1 })
  failing: number;
}
