import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
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

/** Runs that ended in one bucket of time. */
@ApiSchema({ name: 'ThroughputBucket' })
export class ThroughputBucketDto {
  startsAt: Date;
  completed: number;
  failed: number;
  stopped: number;
}

@ApiSchema({ name: 'Throughput' })
export class ThroughputDto {
  window: StatisticsWindow;

  /** Width of a bucket. */
  bucketMs: number;

  /** Oldest first, without gaps; the last one is not over yet. */
  buckets: ThroughputBucketDto[];

  /** Runs that ended in the window. */
  completed: number;
  failed: number;
  stopped: number;

  /** Median and 99th percentile of the runs' durations; null when none ended. */
  p50DurationMs: number | null;
  p99DurationMs: number | null;
}

@ApiSchema({ name: 'Statistics' })
export class StatisticsDto extends StatusCountsDto {
  /** Tasks whose commands run now. */
  runningTasks: number;

  throughput: ThroughputDto;

  /** Tasks that are due and that no worker took yet. */
  queueDepth: number;

  /** How long the oldest of them has waited; null when none waits. */
  oldestWaitingMs: number | null;

  workersAlive: number;
}

export class StatisticsQuery {
  /** How far back throughput looks. */
  @ApiPropertyOptional({ enum: STATISTICS_WINDOWS, enumName: 'StatisticsWindow', default: '1h' })
  @IsOptional()
  @IsIn(STATISTICS_WINDOWS)
  window: StatisticsWindow = '1h';
}
