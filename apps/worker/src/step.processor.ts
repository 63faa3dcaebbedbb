import type { AttemptService, ClaimedTask, StepRef } from '@app/orchestrator';
import { Logger } from '@nestjs/common';
import { givenBack } from './attempt-outcome';
import type { AttemptRunner, FinishedAttempt } from './attempt-runner';
import { retryWhileDatabaseIsAway } from './database-retry';
import type { RunningAttempts } from './running-attempts';
import type { WorkerCondition } from './worker-condition';
import type { WorkerMetrics } from './worker-metrics';

/**
 * How long after a delivery its slot goes on with the next tasks of the run without a delivery of their own: short
 * commands cost no queue between them, with longer ones that costs little, and others get their turn.
 */
const GO_ON_MS = 100;

export interface StepProcessorOptions {
  /** Whether this worker may take more work now. */
  readonly takesWork: () => boolean;
  /**
   * A claim whose answer took longer, in ms, is given back (this process was frozen, or the network slow): until it is
   * known here no heartbeat renews its lease, and the guard lets commands live by heartbeats that were sent since.
   */
  readonly claimLimitMs: number;
}

/** Handles deliveries of steps: claim, execute, report; and on with what follows at once. */
export class StepProcessor {
  private readonly logger = new Logger(StepProcessor.name);
  private readonly inHand = new Set<string>();

  constructor(
    private readonly workerId: string,
    private readonly attempts: AttemptService,
    private readonly runner: AttemptRunner,
    private readonly running: RunningAttempts,
    private readonly metrics: WorkerMetrics,
    private readonly condition: WorkerCondition,
    private readonly options: StepProcessorOptions,
  ) {}

  /** Never throws: what goes wrong is recorded on the attempt, or left to the sweeper. */
  async process(step: StepRef): Promise<void> {
    // A second delivery of what is in hand says nothing new, and must not give its claim back.
    if (this.inHand.has(keyOf(step))) return;
    const inHand = new Set<string>();
    const take = (taken: StepRef) => {
      inHand.add(keyOf(taken));
      this.inHand.add(keyOf(taken));
    };
    take(step);
    try {
      const goOnUntil = performance.now() + GO_ON_MS;
      let held = await this.claim(step);
      while (held) {
        // As if it had been delivered, and before it is claimed.
        if (held.nextTaskId) take({ taskId: held.nextTaskId, version: held.version });
        held = await this.execute(held, () => performance.now() < goOnUntil && this.options.takesWork());
      }
    } catch (error) {
      this.logger.error({ err: error, taskId: step.taskId }, 'A step could not be handled; it will be recovered.');
    } finally {
      for (const key of inHand) this.inHand.delete(key);
    }
  }

  // A claim whose answer was lost may have been made: it is given back, since nobody would run it.
  private async claim(step: StepRef): Promise<ClaimedTask | null> {
    const sentAt = performance.now();
    try {
      const held = await this.attempts.claim(step, this.workerId);
      if (held === null || this.isFresh(sentAt)) return held;
    } catch (error) {
      this.logger.warn({ err: error, taskId: step.taskId }, 'A claim failed.');
    }
    await this.giveBack(step);
    return null;
  }

  private isFresh(sentAt: number): boolean {
    return performance.now() - sentAt <= this.options.claimLimitMs;
  }

  private giveBack(step: StepRef): Promise<void> {
    return this.whileAway(() =>
      this.attempts.giveBackClaim(step, this.workerId, givenBack('the claim was not confirmed in time')),
    );
  }

  /** Gives the next task of the run when this worker goes on with it. */
  private async execute(held: ClaimedTask, mayGoOn: () => boolean): Promise<ClaimedTask | null> {
    const startedAt = performance.now();
    const attempt = this.running.add(held);
    try {
      const { report, output } = await this.runner.run(attempt).catch((error: unknown) => this.failedHere(held, error));
      const { result, costsRetry } = report;
      // Asked anew each time: while the database was away this worker may have begun to drain.
      let sentAt = 0;
      const ended = await this.whileAway(() => {
        sentAt = performance.now();
        return this.attempts.end(held, result, { costsRetry, goOn: mayGoOn() });
      });
      output?.recorded();
      this.metrics.attemptEnded(result.outcome, performance.now() - startedAt, ended);
      const { outcome } = result;
      this.logger.debug({ taskId: held.taskId, runId: held.runId, attempt: held.attempt, outcome, ended: ended.kind });
      if (ended.kind !== 'advanced' || ended.next === null || this.isFresh(sentAt))
        return ended.kind === 'advanced' ? ended.next : null;
      await this.giveBack({ taskId: ended.next.taskId, version: held.version });
      return null;
    } finally {
      this.running.remove(attempt);
    }
  }

  // A task that this product cannot handle fails by itself, with the reason, and takes nothing else along.
  private failedHere(held: ClaimedTask, error: unknown): FinishedAttempt {
    this.logger.error({ err: error, taskId: held.taskId }, 'An attempt failed inside the worker.');
    const errorMessage = `the worker could not run it: ${error instanceof Error ? error.message : String(error)}`;
    const result = { ...givenBack(errorMessage), outcome: 'FAILED' } as const;
    return { report: { result, costsRetry: true }, output: null };
  }

  private whileAway<T>(work: () => Promise<T>): Promise<T> {
    return retryWhileDatabaseIsAway(work, { condition: this.condition });
  }
}

function keyOf({ taskId, version }: StepRef): string {
  return `${taskId} ${version}`;
}
