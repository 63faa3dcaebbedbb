import { sqlState } from '@app/database';
import { type Decision, decide, type RunState } from '@app/process-core';
import type { DeliveryService } from './delivery.service';
import type { AttemptResult, TaskOutcome } from './transitions/attempt-result';
import type { ClaimedTask, ClaimTaskRepository } from './transitions/claim-task.repository';
import type { EndAttemptRepository } from './transitions/end-attempt.repository';
import type { GoOnRepository } from './transitions/go-on.repository';
import type { StepRef } from './transitions/step';
import { attemptKey, type StopRunRepository } from './transitions/stop-run.repository';

/** What became of a reported result. */
export type EndedAs =
  | { readonly kind: 'retrying'; readonly delayMs: number }
  /** `next`: this worker holds the next task already. */
  | { readonly kind: 'advanced'; readonly next: ClaimedTask | null }
  | { readonly kind: 'finished'; readonly runStatus: 'COMPLETED' | 'FAILED' | 'STOPPED' | 'PENDING' | 'IN_PROGRESS' }
  /** The step was no longer this worker's: stopped (`closed`), or recovered by another (kept as evidence). */
  | { readonly kind: 'superseded'; readonly closed: boolean };

export interface EndOptions {
  /** False for an attempt that did not run, or that was given back by a draining worker; true unless said. */
  readonly costsRetry?: boolean;
  /** The next task of the run, if one follows at once, is claimed for the same worker instead of delivered. */
  readonly goOn?: boolean;
}

const UNCONFIRMED: AttemptResult = {
  outcome: 'WORKER_LOST',
  exitCode: null,
  signal: null,
  errorMessage: 'the claim was not confirmed',
  output: null,
};

/** Claims steps and ends attempts: load, decide, apply, deliver. */
export class AttemptService {
  constructor(
    private readonly claims: ClaimTaskRepository,
    private readonly ends: EndAttemptRepository,
    private readonly goesOn: GoOnRepository,
    private readonly stops: StopRunRepository,
    private readonly deliveries: DeliveryService,
  ) {}

  /** The attempt that the delivery led to, or null when there is nothing (any more) to do for it. */
  async claim(step: StepRef, workerId: string): Promise<ClaimedTask | null> {
    return this.claims.claimTask(step, workerId);
  }

  /** Undoes a claim whose answer was lost; nothing was run for it, so that it costs no retry. */
  async giveBackClaim(step: StepRef, workerId: string, result: AttemptResult): Promise<void> {
    const held = await this.claims.findHeldClaim(step, workerId);
    if (held) await this.end(held, result, { costsRetry: false });
  }

  /** Records how a held attempt ended and moves its run on. */
  async end(held: ClaimedTask, result: AttemptResult, options: EndOptions = {}): Promise<EndedAs> {
    const { costsRetry = true, goOn = false } = options;
    const decision = decide(stateOf(held), { type: 'ATTEMPT_ENDED', outcome: result.outcome, costsRetry });
    return (await this.apply(held, result, decision, goOn)) ?? this.closeSuperseded(held, result);
  }

  private async apply(
    held: ClaimedTask,
    result: AttemptResult,
    decision: Decision,
    goOn: boolean,
  ): Promise<EndedAs | null> {
    switch (decision.kind) {
      case 'retry': {
        const task = { status: 'PENDING', retryCount: decision.retryCount } as const;
        const step = await this.ends.retryTask(held, result, task, decision.delayMs);
        if (!step) return null;
        await this.deliveries.deliver([step]);
        return { kind: 'retrying', delayMs: decision.delayMs };
      }
      case 'advance': {
        const task = outcomeOf(held, decision.taskStatus);
        const ended = goOn ? await this.goOn(held, result, task) : await this.advance(held, result, task);
        return ended ?? this.giveBackNext(held);
      }
      case 'finish-run': {
        const errorMessage = decision.runStatus === 'COMPLETED' ? null : describeFailure(held, result);
        const run = { status: decision.runStatus, errorMessage };
        const finished = await this.ends.finishRun(held, result, outcomeOf(held, decision.taskStatus), run);
        return finished ? { kind: 'finished', runStatus: decision.runStatus } : null;
      }
      case 'refused':
      case 'start-run':
      case 'begin-attempt':
        throw new TypeError(`an ended attempt cannot lead to '${decision.kind}'`);
      default:
        return decision satisfies never;
    }
  }

  private async advance(held: ClaimedTask, result: AttemptResult, task: TaskOutcome): Promise<EndedAs | null> {
    const step = await this.ends.advanceRun(held, result, task);
    if (!step) return null;
    await this.deliveries.deliver([step]);
    return { kind: 'advanced', next: null };
  }

  private async goOn(held: ClaimedTask, result: AttemptResult, task: TaskOutcome): Promise<EndedAs | null> {
    try {
      const wentOn = await this.goesOn.goOn(held, result, task);
      return wentOn && { kind: 'advanced', next: wentOn.next };
    } catch (error) {
      // Rows of the next task that are not as they should be must not cost this one's result: nothing was written.
      if (!violatesConstraint(error)) throw error;
      return this.advance(held, result, task);
    }
  }

  // It went on, and its answer was lost. Nobody renewed that claim since, so that another may have it any moment.
  private async giveBackNext(held: ClaimedTask): Promise<EndedAs | null> {
    if (held.nextTaskId === null) return null;
    const next = { taskId: held.nextTaskId, version: held.version };
    const claimed = await this.claims.findHeldClaim(next, held.workerId);
    if (claimed === null) return null;
    await this.end(claimed, UNCONFIRMED, { costsRetry: false });
    return { kind: 'advanced', next: null };
  }

  private async closeSuperseded(held: ClaimedTask, result: AttemptResult): Promise<EndedAs> {
    const { closed, released } = await this.stops.closeDetachedAttempt(attemptKey(held), result);
    if (released) await this.deliveries.deliver([released]);
    return { kind: 'superseded', closed };
  }
}

function violatesConstraint(error: unknown): boolean {
  return sqlState(error)?.startsWith('23') === true;
}

function stateOf(held: ClaimedTask): RunState {
  const { index, retryCount, policy, totalTasks } = held;
  return { status: 'IN_PROGRESS', totalTasks, task: { index, status: 'IN_PROGRESS', retryCount, policy } };
}

function outcomeOf(held: ClaimedTask, status: TaskOutcome['status']): TaskOutcome {
  return { status, retryCount: held.retryCount };
}

/** One sentence: which task, what happened, after how many attempts. */
function describeFailure(held: ClaimedTask, result: AttemptResult): string {
  const attempts = held.attempt === 1 ? '' : ` after ${held.attempt} attempts`;
  return `Task '${held.name}' failed: ${result.errorMessage ?? 'no reason was given'}${attempts}`;
}
