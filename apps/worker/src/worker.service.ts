import { type CommandExecutor, FolderRefusedError, IsolationRefusedError } from '@app/cli-executor';
import { StartupError } from '@app/config';
import type { NotificationListener } from '@app/database';
import type { MaintenanceService, SpoolRecovery, StepConsumer } from '@app/orchestrator';
import { Logger } from '@nestjs/common';
import type { SchedulerRegistry } from '@nestjs/schedule';
import type { FireLoop } from './fire-loop';
import type { LeaseKeeper } from './lease-keeper';
import type { RunningAttempts } from './running-attempts';
import type { SpoolWatch } from './spool-watch';
import type { StepProcessor } from './step.processor';

export interface WorkerServiceOptions {
  readonly sweepMs: number;
  /** How long a shutdown lets running commands go on. */
  readonly drainLimitMs: number;
}

/** The parts of a worker, in the order in which they start. */
export interface WorkerParts {
  readonly executor: CommandExecutor;
  readonly leases: LeaseKeeper;
  readonly stops: NotificationListener;
  readonly consumer: StepConsumer;
  readonly processor: StepProcessor;
  readonly running: RunningAttempts;
  readonly maintenance: MaintenanceService;
  readonly spool: SpoolWatch;
  readonly spoolRecovery: SpoolRecovery;
  readonly fires: FireLoop;
}

const SWEEP_TIMER = 'sweep';

/** Starts a worker, sweeps, and ends it without losing work. */
export class WorkerService {
  private readonly logger = new Logger(WorkerService.name);

  constructor(
    private readonly parts: WorkerParts,
    private readonly timers: SchedulerRegistry,
    private readonly options: WorkerServiceOptions,
  ) {}

  /** Throws when commands cannot run here, or the database or the queue do not answer. */
  async start(): Promise<void> {
    const { executor, leases, stops, consumer, processor } = this.parts;
    await executor.start().catch((error: Error) => {
      if (error instanceof FolderRefusedError) throw new StartupError(`ALLOWED_ROOTS: ${error.message}`);
      throw error instanceof IsolationRefusedError ? new StartupError(`ISOLATION: ${error.message}`) : error;
    });
    this.tellIsolation(executor);
    await leases.start();
    await stops.start();
    await consumer.start(async (step) => {
      // What is not taken now is delivered again by the sweep.
      if (this.parts.spool.takesOutput && (await leases.holds())) await processor.process(step);
    });
    this.timers.addInterval(
      SWEEP_TIMER,
      setInterval(() => void this.sweep(), this.options.sweepMs),
    );
    // Schedules are on time, however long the first round of maintenance takes.
    this.parts.fires.start();
    await this.sweep();
  }

  /** Takes no new work, lets commands end within the drain limit, gives the rest back, and closes. */
  async stop(): Promise<void> {
    const { executor, leases, stops, consumer, running, spool, fires } = this.parts;
    // It is not there yet when the stop comes during the start.
    if (this.timers.doesExist('interval', SWEEP_TIMER)) this.timers.deleteInterval(SWEEP_TIMER);
    const firesStopped = fires.stop();
    await leases.announceDraining();
    this.logger.log({ running: running.size }, 'Draining.');
    const giveBack = setTimeout(() => this.giveBack(), this.options.drainLimitMs);
    try {
      await consumer.drain();
    } finally {
      clearTimeout(giveBack);
    }
    await firesStopped;
    await stops.close();
    await leases.close();
    await executor.close();
    spool.close();
    this.logger.log('Stopped.');
  }

  /** Ends what still runs (SIGTERM, SIGKILL after the grace) and gives it back, which costs no retry. */
  giveBack(): void {
    this.parts.running.giveBack();
  }

  /** Weaker than it might be is worth a warning, with what the host said. */
  private tellIsolation({ isolation, refusals }: CommandExecutor): void {
    const line = `Commands run in isolation mode '${isolation}'.`;
    if (refusals.length === 0) this.logger.log({ isolation }, line);
    else this.logger.warn({ isolation, refusals }, `${line} The host refused better ones: ${refusals.join('; ')}`);
  }

  private async sweep(): Promise<void> {
    await this.parts.spool.check(this.parts.consumer);
    try {
      await this.parts.maintenance.tick();
      const recovered = await this.parts.spoolRecovery.recover();
      if (recovered > 0) this.logger.log({ recovered }, 'Stored output that lost workers of this host left behind.');
    } catch (error) {
      this.logger.warn({ err: error }, 'A sweep was not possible.');
    }
  }
}
