import { repositoryProviders, SqlClient } from '@app/database';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { AttemptService } from './attempt.service';
import { DeliveryService } from './delivery.service';
import type { DecidedFire } from './firing/decided-fires';
import { FireRepository } from './firing/fire.repository';
import { type FiringOptions, FiringService } from './firing/firing.service';
import { Orchestrator } from './orchestrator';
import { OutputRepository } from './output/output.repository';
import { RunService } from './run.service';
import type { RecordInputs } from './run-planner';
import { StepQueue } from './step-queue.port';
import { ClaimTaskRepository } from './transitions/claim-task.repository';
import { EndAttemptRepository } from './transitions/end-attempt.repository';
import { GoOnRepository } from './transitions/go-on.repository';
import { HistoryPartitionRepository } from './transitions/history-partition.repository';
import { LeaseRepository } from './transitions/lease.repository';
import { RetentionRepository } from './transitions/retention.repository';
import { RunStateRepository } from './transitions/run-state.repository';
import { StartRunRepository } from './transitions/start-run.repository';
import { StopRunRepository } from './transitions/stop-run.repository';
import { SweepRepository } from './transitions/sweep.repository';
import { TypeDefinitionRepository } from './transitions/type-definition.repository';
import { WorkListRepository } from './transitions/work-list.repository';
import { WorkListService } from './work-list.service';

export interface OrchestratorModuleOptions {
  readonly leaseMs: number;
  readonly killGraceMs: number;
  readonly inputs: RecordInputs;
  /** Hears what became of fires, where the process fires schedules. */
  readonly onFires?: (fires: readonly DecidedFire[]) => void;
}

const REPOSITORIES = [
  ClaimTaskRepository,
  EndAttemptRepository,
  GoOnRepository,
  HistoryPartitionRepository,
  LeaseRepository,
  OutputRepository,
  RetentionRepository,
  RunStateRepository,
  StartRunRepository,
  StopRunRepository,
  SweepRepository,
  TypeDefinitionRepository,
  WorkListRepository,
];

/** Gives `Orchestrator` and what workers need. Expects `SqlClient` and `StepQueue` from global modules. */
@Module({})
export class OrchestratorModule {
  static forRoot(options: OrchestratorModuleOptions): DynamicModule {
    return {
      module: OrchestratorModule,
      providers: [
        ...repositoryProviders(REPOSITORIES),
        { provide: DeliveryService, inject: [StepQueue], useFactory: deliveryService },
        {
          provide: AttemptService,
          inject: [ClaimTaskRepository, EndAttemptRepository, GoOnRepository, StopRunRepository, DeliveryService],
          useFactory: (...parts: ConstructorParameters<typeof AttemptService>) => new AttemptService(...parts),
        },
        { provide: FireRepository, inject: [SqlClient], useFactory: (sql: SqlClient) => new FireRepository(sql) },
        {
          provide: FiringService,
          inject: [FireRepository, StartRunRepository, StopRunRepository, DeliveryService],
          useFactory: (
            fires: FireRepository,
            starts: StartRunRepository,
            stops: StopRunRepository,
            deliveries: DeliveryService,
          ) => new FiringService(fires, starts, stops, deliveries, firingOptions(options)),
        },
        {
          provide: Orchestrator,
          inject: [
            RunStateRepository,
            TypeDefinitionRepository,
            StartRunRepository,
            StopRunRepository,
            DeliveryService,
          ],
          useFactory: (
            states: RunStateRepository,
            definitions: TypeDefinitionRepository,
            starts: StartRunRepository,
            stops: StopRunRepository,
            deliveries: DeliveryService,
          ) =>
            new RunService(states, definitions, starts, stops, deliveries, {
              holdMs: options.leaseMs + options.killGraceMs,
              inputs: options.inputs,
            }),
        },
        {
          provide: WorkListService,
          inject: [WorkListRepository, StopRunRepository, Orchestrator, DeliveryService],
          useFactory: (...parts: ConstructorParameters<typeof WorkListService>) => new WorkListService(...parts),
        },
      ],
      exports: [
        Orchestrator,
        WorkListService,
        AttemptService,
        DeliveryService,
        FireRepository,
        FiringService,
        ...REPOSITORIES,
      ],
    };
  }
}

function firingOptions({ leaseMs, killGraceMs, inputs, onFires }: OrchestratorModuleOptions): FiringOptions {
  const logger = new Logger(FiringService.name);
  return {
    holdMs: leaseMs + killGraceMs,
    inputs,
    ...(onFires && { onFires }),
    onFault: (recordId, error) => logger.error({ err: error, recordId }, 'A schedule could not be acted on.'),
  };
}

function deliveryService(queue: StepQueue): DeliveryService {
  const logger = new Logger(DeliveryService.name);
  return new DeliveryService(queue, (error, steps) =>
    logger.warn({ err: error, steps: steps.length }, 'The queue took no steps; the sweeper will deliver them.'),
  );
}
