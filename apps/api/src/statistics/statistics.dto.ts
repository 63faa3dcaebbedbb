import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, IsTimeZone, Matches } from 'class-validator';
import { STATISTICS_WINDOWS, type StatisticsWindow } from '@app/process-records';

@ApiSchema({ name: 'ByStatus' })
export class ByStatusDto {
  PENDING: number;
  IN_PROGRESS: number;
  COMPLETED: number;
  FAILED: number;
  STOPPED: number;
}

@ApiSchema({ name: 'StatusCounts' })
export class StatusCountsDto {
  /** Process records by their current status. */
  byStatus: ByStatusDto;

  /** All process records. */
  total: number;
}

/** Runs by how they ended. */
@ApiSchema({ name: 'EndedRuns' })
export class EndedRunsDto {
  completed: number;
  failed: number;
  stopped: number;
}

/** Runs that ended, and how long they took. */
@ApiSchema({ name: 'EndedRunDurations' })
export class EndedRunDurationsDto extends EndedRunsDto {
  /**
   * Median of the runs' durations, right to 2.5 %; null when none ended.
   * @example 1204
   */
  p50DurationMs: number | null;

  /**
   * 99th percentile of the runs' durations, right to 2.5 %; null when none ended.
   * @example 9120
   */
  p99DurationMs: number | null;
}

/** Runs that ended in one bucket of time. */
@ApiSchema({ name: 'ThroughputBucket' })
export class ThroughputBucketDto extends EndedRunDurationsDto {
  startsAt: Date;
}

/** Runs that ended in the window, deleted ones included. */
@ApiSchema({ name: 'Throughput' })
export class ThroughputDto extends EndedRunDurationsDto {
  window: StatisticsWindow;

  /** Width of a bucket. */
  bucketMs: number;

  /** Oldest first, without gaps; the last one is not over yet. */
  buckets: ThroughputBucketDto[];
}

/** Runs that ended since the day began in the time zone asked for, deleted ones included. */
@ApiSchema({ name: 'EndedToday' })
export class EndedTodayDto extends EndedRunsDto {
  since: Date;
}

@ApiSchema({ name: 'Statistics' })
export class StatisticsDto extends StatusCountsDto {
  /** Tasks whose commands run now. */
  runningTasks: number;

  throughput: ThroughputDto;

  today: EndedTodayDto;

  /** Tasks that are due and that no worker took yet. */
  queueDepth: number;

  /** How long the oldest of them has waited; null when none waits. */
  oldestWaitingMs: number | null;

  /** Tasks that have been due for more than a minute. */
  waitingLong: number;

  workersAlive: number;
}

export class StatisticsQuery {
  /** How far back throughput looks. */
  @ApiPropertyOptional({ enum: STATISTICS_WINDOWS, enumName: 'StatisticsWindow', default: '1h' })
  @IsOptional()
  @IsIn(STATISTICS_WINDOWS)
  window: StatisticsWindow = '1h';

  /**
   * IANA zone in which a day begins.
   * @example 'Europe/Berlin'
   */
  @ApiPropertyOptional({ default: 'UTC' })
  @IsOptional()
  @IsTimeZone()
  // PostgreSQL reads what begins with a sign the other way round.
  @Matches(/^[A-Za-z]/)
  timeZone: string = 'UTC';
}
