import { repositoryProviders, SqlClient } from '@app/database';
import { ProcessTypeRepository, StoredInputs } from '@app/process-types';
import type { ScheduleLimits } from '@app/scheduling';
import { SecretVault } from '@app/secrets';
import { type DynamicModule, Module } from '@nestjs/common';
import { AttentionRepository } from './attention.repository';
import { AttemptOutputRepository } from './attempt-output.repository';
import { BackfillRepository } from './backfill.repository';
import { FireTallyRepository } from './fire-tally.repository';
import { PastFires } from './past-fires';
import { ProcessRecordRepository } from './process-record.repository';
import { ProcessRecordService } from './process-record.service';
import { ProcessRecordQueryService } from './process-record-query.service';
import { ProcessRecordWriteRepository } from './process-record-write.repository';
import { ProcessRunRepository } from './process-run.repository';
import { RecordSecrets } from './record-secrets';
import { RecordScheduleService } from './record-schedule.service';
import { RunDefinitionRepository } from './run-definition.repository';
import { RunDefinitionService } from './run-definition.service';
import { RunGridRepository } from './run-grid.repository';
import { ScheduleFireRepository } from './schedule-fire.repository';
import { ScheduleOutlookRepository } from './schedule-outlook.repository';
import { ScheduleOutlookService } from './schedule-outlook.service';
import { ScheduleSwitchRepository } from './schedule-switch.repository';
import { ScheduleTimelineRepository } from './schedule-timeline.repository';
import { ScheduleTimelineService } from './schedule-timeline.service';
import { ScheduledTaskRepository } from './scheduled-task.repository';
import { StatisticsRepository } from './statistics.repository';
import { TaskContextRepository } from './task-context.repository';
import { TaskContextService } from './task-context.service';
import { TaskRepository } from './task.repository';
import { ThroughputRepository } from './throughput.repository';
import { type RecoveryTimes, WaitingRepository } from './waiting.repository';
import { WorkerRepository } from './worker.repository';
import { ExecutionHistoryRepository } from './execution-history.repository';
import { WorkListGroupRepository } from './work-list-group.repository';

const REPOSITORIES = [
  AttemptOutputRepository,
  BackfillRepository,
  ExecutionHistoryRepository,
  FireTallyRepository,
  ProcessRecordRepository,
  ProcessRecordWriteRepository,
  ProcessRunRepository,
  RunDefinitionRepository,
  RunGridRepository,
  ScheduleFireRepository,
  ScheduleOutlookRepository,
  ScheduleSwitchRepository,
  ScheduleTimelineRepository,
  StatisticsRepository,
  TaskContextRepository,
  TaskRepository,
  ThroughputRepository,
  WorkerRepository,
  WorkListGroupRepository,
];

/** Gives records, runs, tasks, output, workers and statistics. Expects a global `SqlClient` and `SecretVault`. */
@Module({})
export class ProcessRecordsModule {
  /**
   * @param types the module that exports `ProcessTypeRepository`
   * @param times those of the engine: they tell who is lost, and until when
   * @param limits what schedules of records have to keep to
   */
  static forRoot(types: DynamicModule, times: RecoveryTimes, limits: ScheduleLimits): DynamicModule {
    return {
      module: ProcessRecordsModule,
      imports: [types],
      providers: [
        ...repositoryProviders(REPOSITORIES),
        {
          provide: ScheduledTaskRepository,
          inject: [SqlClient, WorkListGroupRepository],
          useFactory: (sql: SqlClient, groups: WorkListGroupRepository) => new ScheduledTaskRepository(sql, groups),
        },
        {
          provide: WaitingRepository,
          inject: [SqlClient],
          useFactory: (sql: SqlClient) => new WaitingRepository(sql, times),
        },
        {
          provide: AttentionRepository,
          inject: [SqlClient, WaitingRepository],
          useFactory: (sql: SqlClient, waiting: WaitingRepository) => new AttentionRepository(sql, waiting, times),
        },
        {
          provide: RecordSecrets,
          inject: [SecretVault],
          useFactory: (vault: SecretVault) => new RecordSecrets(vault),
        },
        {
          provide: ProcessRecordService,
          inject: [ProcessRecordRepository, ProcessRecordWriteRepository, ProcessTypeRepository, RecordSecrets],
          useFactory: (
            records: ProcessRecordRepository,
            writes: ProcessRecordWriteRepository,
            types: ProcessTypeRepository,
            secrets: RecordSecrets,
          ) => new ProcessRecordService(records, writes, types, secrets, limits),
        },
        {
          provide: ProcessRecordQueryService,
          inject: [ProcessRecordRepository, ProcessRunRepository, ProcessTypeRepository, WaitingRepository],
          useFactory: (
            records: ProcessRecordRepository,
            runs: ProcessRunRepository,
            types: ProcessTypeRepository,
            waiting: WaitingRepository,
          ) => new ProcessRecordQueryService(records, runs, types, waiting),
        },
        {
          provide: RecordScheduleService,
          inject: [ProcessRecordRepository, ScheduleFireRepository, ScheduleSwitchRepository, BackfillRepository],
          useFactory: (...parts: ConstructorParameters<typeof RecordScheduleService>) =>
            new RecordScheduleService(...parts),
        },
        {
          provide: ScheduleOutlookService,
          inject: [ScheduleOutlookRepository, FireTallyRepository],
          useFactory: (outlook: ScheduleOutlookRepository, tallies: FireTallyRepository) =>
            new ScheduleOutlookService(outlook, new PastFires(tallies)),
        },
        {
          provide: ScheduleTimelineService,
          inject: [ScheduleTimelineRepository],
          useFactory: (timeline: ScheduleTimelineRepository) => new ScheduleTimelineService(timeline),
        },
        {
          provide: RunDefinitionService,
          inject: [RunDefinitionRepository, ProcessTypeRepository],
          useFactory: (definitions: RunDefinitionRepository, types: ProcessTypeRepository) =>
            new RunDefinitionService(definitions, types),
        },
        {
          provide: TaskContextService,
          inject: [TaskContextRepository, ProcessTypeRepository, StoredInputs],
          useFactory: (contexts: TaskContextRepository, types: ProcessTypeRepository, inputs: StoredInputs) =>
            new TaskContextService(contexts, types, inputs),
        },
      ],
      exports: [
        ...REPOSITORIES,
        AttentionRepository,
        ScheduledTaskRepository,
        WaitingRepository,
        ProcessRecordService,
        ProcessRecordQueryService,
        RecordScheduleService,
        ScheduleOutlookService,
        ScheduleTimelineService,
        RunDefinitionService,
        TaskContextService,
      ],
    };
  }
}
