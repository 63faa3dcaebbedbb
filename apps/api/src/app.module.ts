import { Module } from '@nestjs/common';
import { DashboardController } from './dashboard/dashboard.controller';
import { EventsController } from './events/events.controller';
import { HealthController } from './health/health.controller';
import { MetricsController } from './metrics/metrics.controller';
import { ProcessRecordsController } from './process-records/process-records.controller';
import { ProcessRunsController } from './process-records/process-runs.controller';
import { ProcessTypesController } from './process-types/process-types.controller';
import { ScheduledTasksController } from './scheduled-tasks/scheduled-tasks.controller';
import { StatisticsController } from './statistics/statistics.controller';
import { DebugController } from './tasks/debug.controller';
import { TaskDetailsController } from './tasks/task-details.controller';
import { WorkersController } from './workers/workers.controller';

import { ProcessRecordsService } from './process-records/process-records.service';
import { ProcessRunsService } from './process-records/process-runs.service';
import { ProcessTypesService } from './process-types/process-types.service';
import { DashboardService } from './dashboard/dashboard.service';
import { TaskDetailsService } from './tasks/task-details.service';
import { TaskLogService } from './tasks/task-log.service';
import { StatisticsService } from './statistics/statistics.service';
import { ScheduledTasksService } from './scheduled-tasks/scheduled-tasks.service';
import { WorkersService } from './workers/workers.service';
import { EventsService } from './events/events.service';
import { HealthService } from './health/health.service';
import { MetricsService } from './metrics/metrics.service';

@Module({
  controllers: [
    ProcessRecordsController,
    ProcessRunsController,
    ProcessTypesController,
    DashboardController,
    TaskDetailsController,
    DebugController,
    StatisticsController,
    ScheduledTasksController,
    WorkersController,
    EventsController,
    HealthController,
    MetricsController,
  ],
  providers: [
    ProcessRecordsService,
    ProcessRunsService,
    ProcessTypesService,
    DashboardService,
    TaskDetailsService,
    TaskLogService,
    StatisticsService,
    ScheduledTasksService,
    WorkersService,
    EventsService,
    HealthService,
    MetricsService,
  ].map((provide) => ({ provide, useValue: {} })),
})
export class AppModule {}
