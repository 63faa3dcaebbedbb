import { Config } from '@app/config';
import { BUCKET_MS, StatisticsRepository, type StatisticsWindow, type ThroughputBucket } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import type { StatisticsDto } from './statistics.dto';
import { toStatusCountsDto } from './statistics.mapper';

/** Counts for the overview. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly statistics: StatisticsRepository,
    private readonly config: Config,
  ) {}

  async get(window: StatisticsWindow): Promise<StatisticsDto> {
    const [counts, work, buckets, durations] = await Promise.all([
      this.statistics.countRecordsByStatus(),
      this.statistics.readWorkState(this.config.leaseMs),
      this.statistics.readThroughput(window),
      this.statistics.readRunDurations(window),
    ]);
    return {
      ...toStatusCountsDto(counts),
      runningTasks: work.runningTasks,
      throughput: { window, bucketMs: BUCKET_MS[window], buckets, ...sumOf(buckets), ...durations },
      queueDepth: work.queueDepth,
      oldestWaitingMs: work.oldestWaitingMs,
      workersAlive: work.workersAlive,
    };
  }
}

function sumOf(buckets: readonly ThroughputBucket[]): { completed: number; failed: number; stopped: number } {
  const sum = { completed: 0, failed: 0, stopped: 0 };
  for (const { completed, failed, stopped } of buckets) {
    sum.completed += completed;
    sum.failed += failed;
    sum.stopped += stopped;
  }
  return sum;
}
