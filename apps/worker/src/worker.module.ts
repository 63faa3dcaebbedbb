import { hostname } from 'node:os';
import { join } from 'node:path';
import { AuditRepository } from '@app/access';
import { CliExecutorModule, CommandExecutor } from '@app/cli-executor';
import { type Config, ConfigModule, claimLimitMs, DRAIN_LIMIT_MS, productVersion } from '@app/config';
import { answerWithinMs, DatabaseModule, NotificationListener, repositoryProviders } from '@app/database';
import {
  AttemptService,
  ClaimTaskRepository,
  DeliveryService,
  FireRepository,
  FiringService,
  HistoryPartitionRepository,
  LeaseRepository,
  MaintenanceService,
  OrchestratorModule,
  OutputRepository,
  RetentionRepository,
  Spool,
  SpoolRecovery,
  STOP_CHANNEL,
  StepQueue,
  StopRunRepository,
  SweepRepository,
  TypeDefinitionRepository,
  type WorkerIdentity,
} from '@app/orchestrator';
import { InputSealingService, SealedInputRepository, TallyRepository } from '@app/process-records';
import { ProcessTypeRepository, StoredInputs } from '@app/process-types';
import { KeyRing, SecretService, SecretsModule, SecretVault } from '@app/secrets';
import { BullmqStepConsumer, queueLocation, queueTimes, StepQueueModule } from '@app/step-queue';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { LoggerModule } from 'nestjs-pino';
import { v4 as uuidv4 } from 'uuid';
import { AttemptMaterialsSource } from './attempt-materials';
import { AttemptRunner } from './attempt-runner';
import { FireLoop } from './fire-loop';
import { LeaseKeeper } from './lease-keeper';
import { type MaintenanceParts, maintenance } from './maintenance-jobs';
import { RunningAttempts } from './running-attempts';
import { SpoolWatch } from './spool-watch';
import { StepProcessor } from './step.processor';
import { WorkerService } from './worker.service';
import { WorkerCondition } from './worker-condition';
import { WorkerMetrics } from './worker-metrics';

// Together with the interval at which the API looks, what a reader sees is less than a second old.
const FLUSH_MS = 400;
/** How long the output of an ended command waits for room in the database before its attempt fails for that. */
const STORE_LIMIT_MS = 600_000;
const QUEUE_READY_MS = 30_000;

/** A worker: consumes the step queue, runs commands, renews leases, sweeps. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    const metrics = new WorkerMetrics();
    const keys = new KeyRing(config.secretKeys);
    return {
      module: WorkerModule,
      imports: [
        LoggerModule.forRoot(loggerOptions(config)),
        ConfigModule.forRoot(config),
        ScheduleModule.forRoot(),
        // Every slot claims and reports at most one attempt at a time; heartbeats and sweeps come on top.
        DatabaseModule.forRoot({
          url: config.databaseUrl,
          poolSize: Math.min(config.workerConcurrency, 10) + 3,
          queryTimeoutMs: answerWithinMs(config.leaseMs),
          looksUpByKey: true,
        }),
        SecretsModule.forRoot(keys),
        StepQueueModule.forRoot(queueLocation(config), queueTimes(config)),
        CliExecutorModule.forRoot({
          concurrency: config.workerConcurrency,
          killGraceMs: config.killGraceMs,
          isolation: config.isolation,
          allowedRoots: config.allowedRoots,
        }),
        OrchestratorModule.forRoot({
          leaseMs: config.leaseMs,
          killGraceMs: config.killGraceMs,
          inputs: new StoredInputs(keys),
          onFires: (fires) => metrics.firesDecided(fires),
        }),
      ],
      providers: [
        ...repositoryProviders([AuditRepository, TallyRepository, SealedInputRepository, ProcessTypeRepository]),
        {
          provide: InputSealingService,
          inject: [SealedInputRepository, ProcessTypeRepository, SecretVault],
          useFactory: (...parts: ConstructorParameters<typeof InputSealingService>) =>
            new InputSealingService(...parts),
        },
        {
          provide: MaintenanceService,
          inject: [
            SweepRepository,
            HistoryPartitionRepository,
            RetentionRepository,
            ClaimTaskRepository,
            StopRunRepository,
            AttemptService,
            DeliveryService,
            StepQueue,
            TallyRepository,
            FireRepository,
            AuditRepository,
            SecretService,
            InputSealingService,
          ],
          useFactory: (...parts: MaintenanceParts) => maintenance(config, ...parts),
        },
        {
          provide: WorkerService,
          inject: [
            CommandExecutor,
            AttemptService,
            LeaseRepository,
            OutputRepository,
            TypeDefinitionRepository,
            MaintenanceService,
            SchedulerRegistry,
            FiringService,
            SecretVault,
            SecretService,
          ],
          useFactory: (...parts: WorkerParts) => assembleWorker(config, metrics, ...parts),
        },
      ],
    };
  }
}

type WorkerParts = [
  CommandExecutor,
  AttemptService,
  LeaseRepository,
  OutputRepository,
  TypeDefinitionRepository,
  MaintenanceService,
  SchedulerRegistry,
  FiringService,
  SecretVault,
  SecretService,
];

function assembleWorker(config: Config, metrics: WorkerMetrics, ...parts: WorkerParts): WorkerService {
  const [executor, attempts, leaseRows, outputs, definitions, maintenanceJobs, timers, firing, vault, secrets] = parts;
  const identity = identify(config, executor);
  const logger = new Logger('Worker');
  const running = new RunningAttempts();
  const condition = new WorkerCondition();
  const spool = new Spool(join(config.dataDir, 'spool'), identity.id);
  const watch = new SpoolWatch(spool, condition);
  const spoolRecovery = new SpoolRecovery(spool, outputs);
  const materials = new AttemptMaterialsSource(definitions, new StoredInputs(vault.ring), secrets);
  const runner = new AttemptRunner(executor, materials, outputs, {
    spool,
    outputLimitBytes: config.outputLimitBytes,
    flushMs: FLUSH_MS,
    storeLimitMs: STORE_LIMIT_MS,
    condition,
  });
  const leases = new LeaseKeeper(identity, leaseRows, executor, running, { metrics, condition }, config.leaseMs);
  const stops = new NotificationListener(
    config.databaseUrl,
    STOP_CHANNEL,
    (payload) => {
      const [workerId, taskId] = payload.split(' ');
      if (workerId === identity.id && taskId) running.stop(taskId);
    },
    // What was stopped while nobody listened shows in the next heartbeat.
    () => void leases.beat(),
  );
  const consumer = new BullmqStepConsumer(
    queueLocation(config),
    { ...queueTimes(config), concurrency: config.workerConcurrency, readyWithinMs: QUEUE_READY_MS },
    (error) => logger.warn(`Step queue: ${error.message}`),
  );
  const processor = new StepProcessor(identity.id, attempts, runner, running, metrics, condition, {
    takesWork: () => watch.takesOutput && leases.takesWork,
    claimLimitMs: claimLimitMs(config.leaseMs, config.killGraceMs),
  });
  return new WorkerService(
    {
      executor,
      leases,
      stops,
      consumer,
      processor,
      running,
      maintenance: maintenanceJobs,
      spool: watch,
      spoolRecovery,
      fires: new FireLoop(firing, (error) => logger.warn({ err: error }, 'Schedules could not be looked at.')),
    },
    timers,
    {
      sweepMs: config.sweepMs,
      drainLimitMs: DRAIN_LIMIT_MS,
    },
  );
}

// Unique for each start, so that a restarted worker is never taken for the one before.
function identify(config: Config, executor: CommandExecutor): WorkerIdentity {
  const host = hostname();
  const id = `${host.slice(0, 30)}-${process.pid}-${uuidv4().slice(0, 8)}`;
  return {
    id,
    host,
    pid: process.pid,
    concurrency: config.workerConcurrency,
    version: productVersion(),
    get isolation() {
      return executor.isolation;
    },
  };
}

function loggerOptions(config: Config) {
  return {
    pinoHttp: {
      level: config.logLevel,
      base: { service: 'worker', pid: process.pid },
      ...(process.stdout.isTTY && {
        transport: { target: 'pino-pretty', options: { singleLine: true, ignore: 'pid' } },
      }),
    },
  };
}
