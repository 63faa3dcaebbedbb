import { repositoryProviders } from '@app/database';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { AttemptService } from './attempt.service';
import { DeliveryService } from './delivery.service';
import { Orchestrator } from './orchestrator';
import { OutputRepository } from './output/output.repository';
import { RunService } from './run.service';
import type { CheckInput } from './run-planner';
import { StepQueue } from './step-queue.port';
import { ClaimTaskRepository } from './transitions/claim-task.repository';
import { EndAttemptRepository } from './transitions/end-attempt.repository';
import { LeaseRepository } from './transitions/lease.repository';
import { RetentionRepository } from './transitions/retention.repository';
import { RunStateRepository } from './transitions/run-state.repository';
import { StartRunRepository } from './transitions/start-run.repository';
import { StopRunRepository } from './transitions/stop-run.repository';
import { SweepRepository } from './transitions/sweep.repository';
import { TypeDefinitionRepository } from './transitions/type-definition.repository';

export interface OrchestratorModuleOptions {
  readonly leaseMs: number;
  readonly killGraceMs: number;
  readonly checkInput: CheckInput;
}

const REPOSITORIES = [
  ClaimTaskRepository,
  EndAttemptRepository,
  LeaseRepository,
  OutputRepository,
  RetentionRepository,
  RunStateRepository,
  StartRunRepository,
  StopRunRepository,
  SweepRepository,
  TypeDefinitionRepository,
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
          inject: [ClaimTaskRepository, EndAttemptRepository, StopRunRepository, DeliveryService],
          useFactory: (...parts: ConstructorParameters<typeof AttemptService>) => new AttemptService(...parts),
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
              checkInput: options.checkInput,
            }),
        },
      ],
      exports: [Orchestrator, AttemptService, DeliveryService, ...REPOSITORIES],
    };
  }
}

function deliveryService(queue: StepQueue): DeliveryService {
  const logger = new Logger(DeliveryService.name);
  return new DeliveryService(queue, (error, steps) =>
    logger.warn({ err: error, steps: steps.length }, 'The queue took no steps; the sweeper will deliver them.'),
  );
}
