import type { AuditRepository } from '@app/access';
import type { Config } from '@app/config';
import {
  type AttemptService,
  type ClaimTaskRepository,
  type DeliveryService,
  type FireRepository,
  type HistoryPartitionRepository,
  MaintenanceService,
  type RecoveryListener,
  RecoveryService,
  type RetentionRepository,
  type StepQueue,
  type StopRunRepository,
  type SweepRepository,
} from '@app/orchestrator';
import type { InputSealingService, TallyRepository } from '@app/process-records';
import type { SecretService } from '@app/secrets';
import { Logger } from '@nestjs/common';

/** They are made two days ahead. */
const PARTITIONS_EVERY_MS = 3_600_000;
const RETENTION_EVERY_MS = 3_600_000;
/** What was stored before it was secret is in the clear no longer than this. */
const SEAL_SECRETS_EVERY_MS = 3_600_000;
const TRIM_EVERY_MS = 60_000;
const REPAIR_SCHEDULES_EVERY_MS = 60_000;
const FOLD_TALLIES_EVERY_MS = 5_000;

/** What maintenance is made of. */
export type MaintenanceParts = [
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
];

/** The product's own recurring work. */
export function maintenance(config: Config, ...parts: MaintenanceParts): MaintenanceService {
  const [sweeps, partitions, retention, claims, stops, attempts, deliveries, steps, ...others] = parts;
  const [tallies, fires, audit, secrets, inputs] = others;
  const logger = new Logger(MaintenanceService.name);
  const recovery = new RecoveryService(
    sweeps,
    claims,
    stops,
    attempts,
    { deliveries, steps },
    { ...config, listener: recoveryLog() },
  );
  const jobs = [
    {
      name: 'partitions',
      everyMs: PARTITIONS_EVERY_MS,
      run: async () => {
        const made = await partitions.ensureAhead(config.retentionMs);
        if (made > 0) logger.log({ made }, 'Made partitions for the history of days to come.');
      },
    },
    { name: 'sweep', everyMs: config.sweepMs, run: () => recovery.sweep() },
    { name: 'schedules', everyMs: REPAIR_SCHEDULES_EVERY_MS, run: () => fires.repair() },
    { name: 'tallies', everyMs: FOLD_TALLIES_EVERY_MS, run: () => tallies.fold() },
    { name: 'live-events', everyMs: TRIM_EVERY_MS, run: () => sweeps.trimLiveEvents() },
    {
      name: 'secrets',
      everyMs: SEAL_SECRETS_EVERY_MS,
      run: async () => {
        const named = await secrets.reseal();
        const { sealed, unreadable } = await inputs.sealAll();
        if (named + sealed > 0) logger.log({ named, inputs: sealed }, 'Encrypted secrets with the current key.');
        if (unreadable > 0)
          logger.error({ unreadable }, 'There are inputs of records and runs that cannot be decrypted.');
      },
    },
    {
      name: 'retention',
      everyMs: RETENTION_EVERY_MS,
      run: async () => {
        try {
          const removed = await retention.removeOlderThan(config.retentionMs);
          if (removed > 0) logger.log({ removed }, 'Removed old runs.');
        } finally {
          await audit.removeOlderThan(config.auditRetentionMs);
        }
      },
    },
  ];
  return new MaintenanceService(sweeps, jobs, (job, error) =>
    logger.error({ err: error }, `Maintenance '${job}' failed.`),
  );
}

function recoveryLog(): RecoveryListener {
  const logger = new Logger(RecoveryService.name);
  return {
    recovered: (taskId, attempt, workerId) =>
      logger.warn({ taskId, attempt, workerId }, 'Recovered from a lost worker.'),
    redelivered: (count) => logger.warn({ count }, 'Delivered due steps again.'),
    notRecovered: (taskId, error) => logger.error({ err: error, taskId }, 'Could not recover a task.'),
    endedBroken: ({ runId, recordId, reason }) => logger.error({ runId, recordId }, `Failed a run: ${reason}`),
  };
}
