import type { CommandExecutor } from '@app/cli-executor';
import { guardMarginMs } from '@app/config';
import type { LeaseRepository, WorkerIdentity } from '@app/orchestrator';
import { Logger } from '@nestjs/common';
import type { RunningAttempt, RunningAttempts } from './running-attempts';
import type { WorkerCondition } from './worker-condition';
import type { WorkerMetrics } from './worker-metrics';

/** What a worker tells of itself with each heartbeat. */
export interface WorkerSelf {
  readonly metrics: WorkerMetrics;
  readonly condition: WorkerCondition;
}

/** Renewals per lease: several may fail before it runs out. */
const RENEWALS_PER_LEASE = 5;

/**
 * Renews the leases of what this worker runs, and ends what is no longer its own. The executor's guard, a process
 * of its own, is told how long commands may live: it kills them when this process freezes or cannot renew.
 */
export class LeaseKeeper {
  private readonly logger = new Logger(LeaseKeeper.name);
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;
  private draining = false;
  private failing = false;
  private validUntil = 0;

  constructor(
    private readonly worker: WorkerIdentity,
    private readonly leases: LeaseRepository,
    private readonly executor: CommandExecutor,
    private readonly running: RunningAttempts,
    private readonly self: WorkerSelf,
    private readonly leaseMs: number,
  ) {}

  /** Registers the worker and begins to renew. Throws when the database is away. */
  async start(): Promise<void> {
    const sentAt = performance.now();
    await this.leases.registerWorker(this.worker);
    this.renewed(sentAt);
    this.timer = setInterval(() => void this.beat(), this.leaseMs / RENEWALS_PER_LEASE);
  }

  /** From now on the heartbeats say that this worker takes no more work. */
  async announceDraining(): Promise<void> {
    this.draining = true;
    await this.beat();
  }

  /** Stops renewing and says that the worker is gone. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    await this.leases.unregisterWorker(this.worker.id).catch(() => undefined);
  }

  /**
   * Whether work may be taken: while the guard lets commands live, or when the lease could be renewed. A worker that
   * was frozen would claim what its guard keeps it from running.
   */
  async holds(): Promise<boolean> {
    if (performance.now() >= this.validUntil) await this.beat();
    return performance.now() < this.validUntil;
  }

  /** The same without asking anybody; false also once the worker drains. */
  get takesWork(): boolean {
    return !this.draining && performance.now() < this.validUntil;
  }

  /** One heartbeat now; those asked for meanwhile are one. Never throws. */
  beat(): Promise<void> {
    this.beating ??= this.renew().finally(() => {
      this.beating = undefined;
    });
    return this.beating;
  }

  private async renew(): Promise<void> {
    // Only what was held before the statement began can be missing from its answer.
    const known = this.running.all();
    const sentAt = performance.now();
    try {
      const { held, registered } = await this.leases.renewLeases(
        this.worker.id,
        known.map((attempt) => attempt.held.taskId),
        {
          draining: this.draining,
          degraded: this.self.condition.degraded,
          metrics: await this.self.metrics.snapshot(),
          leaseMs: this.leaseMs,
        },
      );
      this.renewed(sentAt);
      if (!registered) await this.leases.registerWorker(this.worker);
      this.endWhatIsGone(known, new Map(held.map((lease) => [lease.taskId, lease.version])));
      this.self.condition.recovers(this);
      this.failing = false;
    } catch (error) {
      this.self.condition.suffers(this, error);
      if (!this.failing) this.logger.warn({ err: error }, 'Leases could not be renewed.');
      this.failing = true;
    }
  }

  private endWhatIsGone(known: readonly RunningAttempt[], versions: ReadonlyMap<string, number>): void {
    for (const attempt of known) {
      const { held } = attempt;
      if (versions.get(held.taskId) === held.version || this.running.find(held.taskId) !== attempt) continue;
      attempt.end('lease-gone');
    }
  }

  // The database counts from when it ran the statement, which is later than this. Commands are to be dead by then.
  private renewed(sentAt: number): void {
    this.validUntil = sentAt + this.leaseMs - guardMarginMs(this.leaseMs);
    this.executor.renewLease(this.validUntil - performance.now());
  }
}
