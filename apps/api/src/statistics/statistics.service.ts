import { Config } from '@app/config';
import { StatisticsRepository, ThroughputRepository, WINDOW_SHAPES } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import type { StatisticsDto, StatisticsQuery } from './statistics.dto';
import { toStatusCountsDto } from './statistics.mapper';

/** Counts for the overview. */
@Injectable()
export class StatisticsService {
  constructor(
    private readonly statistics: StatisticsRepository,
    private readonly throughput: ThroughputRepository,
    private readonly config: Config,
  ) {}

  async get({ window, timeZone }: StatisticsQuery): Promise<StatisticsDto> {
    const [counts, work, ended, today] = await Promise.all([
      this.statistics.countRecordsByStatus(),
      this.statistics.readWorkState(this.config.leaseMs),
      this.throughput.read(window),
      this.throughput.readToday(timeZone),
    ]);
    const { buckets, ...sums } = ended;
    return {
      ...toStatusCountsDto(counts),
      runningTasks: work.runningTasks,
      throughput: { window, bucketMs: WINDOW_SHAPES[window].bucketMs, buckets: [...buckets], ...sums },
      today,
      queueDepth: work.queueDepth,
      oldestWaitingMs: work.oldestWaitingMs,
      waitingLong: work.waitingLong,
      workersAlive: work.workersAlive,
    };
  }
}
