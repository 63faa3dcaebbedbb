import type { AttemptService } from './attempt.service';
import type { DeliveryService } from './delivery.service';
import type { StepQueue } from './step-queue.port';
import type { AttemptResult } from './transitions/attempt-result';
import type { ClaimedTask, ClaimTaskRepository } from './transitions/claim-task.repository';
import type { StopRunRepository } from './transitions/stop-run.repository';
import type { BrokenRun, SweepRepository } from './transitions/sweep.repository';

export interface RecoveryOptions {
  readonly leaseMs: number;
  readonly killGraceMs: number;
  readonly sweepMs: number;
}

/** Hears what a sweep did, and what it could not do. */
export interface RecoveryListener {
  recovered(taskId: string, attempt: number, workerId: string): void;
  redelivered(count: number): void;
  notRecovered(taskId: string, error: unknown): void;
  /** The run was failed: its step pointed to nothing that can run. */
  endedBroken(run: BrokenRun): void;
}

const BATCH = 500;
const AT_A_TIME = 8;
const REDELIVERY_BATCH = 5_000;
// Deliveries of one sweep that are made without need when all is well: adding one that waits changes nothing.
const OLDEST = 100;

/** Finds what was lost, workers and deliveries, and sets it going again. */
export class RecoveryService {
  constructor(
    private readonly sweeps: SweepRepository,
    private readonly claims: ClaimTaskRepository,
    private readonly stops: StopRunRepository,
    private readonly attempts: AttemptService,
    private readonly queue: { readonly deliveries: DeliveryService; readonly steps: StepQueue },
    private readonly options: RecoveryOptions & { readonly listener: RecoveryListener },
  ) {}

  /** One round. One part that fails does not keep the others from their work; the first failure is thrown at the end. */
  async sweep(): Promise<void> {
    const parts = [
      () => this.recoverDeadExecutions(),
      () => this.endBrokenSteps(),
      () => this.closeDetachedAttempts(),
      () => this.redeliverDueSteps(),
    ];
    const failures: unknown[] = [];
    for (const part of parts) await part().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  // Lease plus grace: by then a worker that lives but cannot renew has killed its commands.
  private get silentForMs(): number {
    return this.options.leaseMs + this.options.killGraceMs;
  }

  private async recoverDeadExecutions(): Promise<void> {
    const dead = await this.claims.findDeadExecutions(this.silentForMs, BATCH);
    // Some at a time: each may have to wait for a connection that answers no more.
    for (let first = 0; first < dead.length; first += AT_A_TIME)
      await Promise.all(dead.slice(first, first + AT_A_TIME).map((execution) => this.recover(execution)));
  }

  private async recover(dead: ClaimedTask): Promise<void> {
    try {
      await this.attempts.end(dead, lost(dead.workerId));
      this.options.listener.recovered(dead.taskId, dead.attempt, dead.workerId);
    } catch (error) {
      // One row that cannot be recovered must not keep the others waiting.
      this.options.listener.notRecovered(dead.taskId, error);
    }
  }

  private async endBrokenSteps(): Promise<void> {
    for (const run of await this.sweeps.endBrokenSteps(this.silentForMs)) this.options.listener.endedBroken(run);
  }

  private async closeDetachedAttempts(): Promise<void> {
    for (const key of await this.stops.findDetachedAttempts(this.silentForMs, BATCH)) {
      try {
        const { released } = await this.stops.closeDetachedAttempt(key, {
          ...lost('its worker'),
          errorMessage: 'Stopped; the worker was lost before it reported the end of the command.',
        });
        if (released) await this.queue.deliveries.deliver([released]);
      } catch (error) {
        this.options.listener.notRecovered(key.taskId, error);
      }
    }
  }

  // Due steps normally all wait in the queue: when it holds fewer, deliveries were lost. When it holds enough, those of
  // steps that are over may stand in for lost ones; a lost one soon is among those due for longest.
  private async redeliverDueSteps(): Promise<void> {
    const due = await this.sweeps.countDueSteps();
    if (due === 0) return;
    const isShort = (await this.queue.steps.countWaiting()) < due;
    const steps = await this.sweeps.findDueSteps(this.options.sweepMs / 2, isShort ? REDELIVERY_BATCH : OLDEST);
    if (steps.length === 0) return;
    await this.queue.steps.redeliver(steps);
    if (isShort) this.options.listener.redelivered(steps.length);
  }
}

function lost(workerId: string): AttemptResult {
  return {
    outcome: 'WORKER_LOST',
    exitCode: null,
    signal: null,
    errorMessage: `worker ${workerId} stopped renewing its lease`,
    output: null,
  };
}
