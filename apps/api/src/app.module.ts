import { AccessModule, type AccessSettings, USUAL_ACCESS } from '@app/access';
import { type Config, ConfigModule } from '@app/config';
import { DatabaseModule } from '@app/database';
import { LiveEventsModule } from '@app/live-events';
import { OrchestratorModule } from '@app/orchestrator';
import { ProcessRecordsModule } from '@app/process-records';
import { ProcessTypesModule, StoredInputs } from '@app/process-types';
import { KeyRing, SecretsModule } from '@app/secrets';
import { queueLocation, queueTimes, StepQueueModule } from '@app/step-queue';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AccountController } from './access/account.controller';
import { AccountService } from './access/account.service';
import { ApiTokensController } from './access/api-tokens.controller';
import { ApiTokensService } from './access/api-tokens.service';
import { AuditController } from './access/audit.controller';
import { AuditService } from './access/audit.service';
import { OpenIdController } from './access/open-id.controller';
import { OpenIdService } from './access/open-id.service';
import { openIdRules } from './access/open-id-rules';
import { UsersController } from './access/users.controller';
import { UsersService } from './access/users.service';
import { AttentionController } from './dashboard/attention.controller';
import { DashboardController } from './dashboard/dashboard.controller';
import { DashboardService } from './dashboard/dashboard.service';
import { EventsController } from './events/events.controller';
import { EventsService } from './events/events.service';
import { DatabaseHealthRepository } from './health/database-health.repository';
import { HealthController } from './health/health.controller';
import { HealthService } from './health/health.service';
import { AuditTrail } from './http/audit-trail';
import { Gate } from './http/gate';
import { HttpMetrics } from './http/http-metrics';
import { nestLog } from './http/request-log';
import { SseConnections } from './http/sse-connections';
import { MetricsController } from './metrics/metrics.controller';
import { MetricsService } from './metrics/metrics.service';
import { BulkActionsService } from './process-records/bulk-actions.service';
import { ProcessRecordsController } from './process-records/process-records.controller';
import { ProcessRecordsService } from './process-records/process-records.service';
import { ProcessRunsController } from './process-records/process-runs.controller';
import { ProcessRunsService } from './process-records/process-runs.service';
import { StartQuota } from './process-records/start-quota';
import { DefinitionsController } from './process-types/definitions.controller';
import { DefinitionsService } from './process-types/definitions.service';
import { ProcessTypesController } from './process-types/process-types.controller';
import { ProcessTypesService } from './process-types/process-types.service';
import { ScheduledTasksController } from './scheduled-tasks/scheduled-tasks.controller';
import { ScheduledTaskActionsService } from './scheduled-tasks/scheduled-task-actions.service';
import { ScheduledTasksService } from './scheduled-tasks/scheduled-tasks.service';
import { RecordSchedulesController } from './schedules/record-schedules.controller';
import { RecordSchedulesService } from './schedules/record-schedules.service';
import { ScheduleViewsController } from './schedules/schedule-views.controller';
import { ScheduleViewsService } from './schedules/schedule-views.service';
import { SchedulesController } from './schedules/schedules.controller';
import { SchedulesService } from './schedules/schedules.service';
import { SecretsController } from './secrets/secrets.controller';
import { SecretsService } from './secrets/secrets.service';
import { StatisticsController } from './statistics/statistics.controller';
import { StatisticsService } from './statistics/statistics.service';
import { DebugController } from './tasks/debug.controller';
import { TaskDetailsController } from './tasks/task-details.controller';
import { TaskDetailsService } from './tasks/task-details.service';
import { TaskLogService } from './tasks/task-log.service';
import { TaskLogStreamService } from './tasks/task-log-stream.service';
import { WorkersController } from './workers/workers.controller';
import { WorkersService } from './workers/workers.service';

const POOL_SIZE = 10;

/** What is not configured by the environment. */
export interface AppModuleOptions {
  readonly logger: Logger;
  /** How long the database may take for one answer. */
  readonly queryTimeoutMs: number;
  /** How access differs from the usual. */
  readonly access?: Partial<AccessSettings>;
}

/** The HTTP API: controllers on top of the libraries. */
@Module({})
export class AppModule {
  static forRoot(config: Config, { logger, queryTimeoutMs, access }: AppModuleOptions): DynamicModule {
    const { leaseMs, killGraceMs, sweepMs, minScheduleIntervalMs } = config;
    const keys = new KeyRing(config.secretKeys);
    const processTypes = ProcessTypesModule.forRoot(config.processTypesDir);
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(nestLog(logger)),
        ConfigModule.forRoot(config),
        DatabaseModule.forRoot({ url: config.databaseUrl, poolSize: POOL_SIZE, queryTimeoutMs }),
        AccessModule.forRoot({ ...USUAL_ACCESS, ...signInRules(config), ...access }),
        SecretsModule.forRoot(keys),
        StepQueueModule.forRoot(queueLocation(config), queueTimes(config)),
        OrchestratorModule.forRoot({ leaseMs, killGraceMs, inputs: new StoredInputs(keys) }),
        processTypes,
        ProcessRecordsModule.forRoot(
          processTypes,
          { leaseMs, killGraceMs, sweepMs },
          { minIntervalMs: minScheduleIntervalMs },
        ),
        LiveEventsModule.forRoot(),
      ],
      controllers: [
        ProcessRecordsController,
        ProcessRunsController,
        DefinitionsController,
        ProcessTypesController,
        DashboardController,
        AttentionController,
        TaskDetailsController,
        DebugController,
        StatisticsController,
        ScheduledTasksController,
        SchedulesController,
        ScheduleViewsController,
        RecordSchedulesController,
        WorkersController,
        EventsController,
        SecretsController,
        HealthController,
        MetricsController,
        AccountController,
        OpenIdController,
        UsersController,
        ApiTokensController,
        AuditController,
      ],
      providers: [
        ProcessRecordsService,
        BulkActionsService,
        StartQuota,
        ProcessRunsService,
        DefinitionsService,
        ProcessTypesService,
        DashboardService,
        TaskDetailsService,
        TaskLogService,
        TaskLogStreamService,
        StatisticsService,
        ScheduledTasksService,
        ScheduledTaskActionsService,
        SchedulesService,
        ScheduleViewsService,
        RecordSchedulesService,
        WorkersService,
        EventsService,
        SecretsService,
        HealthService,
        DatabaseHealthRepository,
        MetricsService,
        HttpMetrics,
        SseConnections,
        AuditTrail,
        Gate,
        AccountService,
        OpenIdService,
        UsersService,
        ApiTokensService,
        AuditService,
      ],
    };
  }
}

function signInRules({ basicAuth, signInIdleMs, signInLimitMs, openId }: Config) {
  return { basicAuth: basicAuth === 'on', signInIdleMs, signInLimitMs, openId: openIdRules(openId) };
}
