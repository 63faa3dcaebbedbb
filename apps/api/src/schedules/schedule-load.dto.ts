import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { SchedulesLeftOutDto } from './fire-counts.dto';
import { SharedScheduleDto } from './shared-schedule.dto';

/** What one schedule adds to a minute. */
@ApiSchema({ name: 'LoadOfSchedule' })
export class LoadOfScheduleDto extends SharedScheduleDto {
  /** How many records have it and are not paused. */
  @ApiProperty({ type: 'integer', example: 180 })
  records: number;

  @ApiProperty({ type: 'integer', example: 180 })
  fires: number;
}

/** A minute in which more fires than is wanted. */
@ApiSchema({ name: 'LoadedMinute' })
export class LoadedMinuteDto {
  /** Its first moment. */
  at: Date;

  /** With jitter taken for spread evenly. */
  @ApiProperty({ type: 'integer', example: 212 })
  fires: number;

  /** The schedules that add most, most first; at most five. */
  groups: LoadOfScheduleDto[];

  /** How many schedules add to it. */
  @ApiProperty({ type: 'integer', example: 3 })
  groupCount: number;
}

/** The coming minutes in which too much fires at once. */
@ApiSchema({ name: 'ScheduleLoad' })
export class ScheduleLoadDto {
  /** What the workers that are alive take at once. */
  @ApiProperty({ type: 'integer', example: 16 })
  slots: number;

  /** More fires than this in a minute are too many. */
  @ApiProperty({ type: 'integer', example: 16 })
  threshold: number;

  /** In how many minutes of the window that is so. */
  @ApiProperty({ type: 'integer', example: 7 })
  over: number;

  /** Those with most fires, worst first. */
  worst: LoadedMinuteDto[];

  /**
   * How often fixed delays fire in a minute, if their runs took no time; not counted in the minutes.
   * @example 1.5
   */
  guessedPerMinute: number;

  leftOut: SchedulesLeftOutDto;
}
