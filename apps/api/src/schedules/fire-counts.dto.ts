import type { FireCounts } from '@app/process-records';
import { ApiProperty } from '@nestjs/swagger';

const COUNT = { type: 'integer', example: 0 } as const;

/** What became, or will become, of the fires of a stretch of time. */
export class FireCountsDto implements FireCounts {
  /** Their run completed. */
  @ApiProperty(COUNT)
  completed: number;

  @ApiProperty(COUNT)
  failed: number;

  @ApiProperty(COUNT)
  stopped: number;

  /** Their run is not over. */
  @ApiProperty(COUNT)
  running: number;

  /** They wait for the end of another run. */
  @ApiProperty(COUNT)
  queued: number;

  /** They made no run. A long stretch of missed or paused fires counts as one, where it begins. */
  @ApiProperty(COUNT)
  skipped: number;

  /** Their run is not kept any more. */
  @ApiProperty(COUNT)
  gone: number;

  /** To come. */
  @ApiProperty(COUNT)
  coming: number;

  /** To come, and left out as things are: their schedule is paused by itself. */
  @ApiProperty(COUNT)
  paused: number;
}

/** What was not looked at: there are too many different schedules. */
export class SchedulesLeftOutDto {
  @ApiProperty(COUNT)
  groups: number;

  @ApiProperty(COUNT)
  records: number;
}
