import type { StatisticsWindow } from '@app/process-records';
import type { StatisticsDto } from './statistics.dto';

export abstract class StatisticsService {
  abstract get(window: StatisticsWindow): Promise<StatisticsDto>;
}
