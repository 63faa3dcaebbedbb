import { type Decision, decide, type RunState } from '@app/process-core';
import type { DeliveryService } from './delivery.service';
import type { AttemptResult } from './transitions/attempt-result';
import type { ClaimedTask, ClaimTaskRepository } from './transitions/claim-task.repository';
import type { EndAttemptRepository } from './transitions/end-attempt.repository';
import type { StepRef } from './transitions/step';
import { attemptKey, type StopRunRepository } from './transitions/stop-run.repository';

/** What became of a reported result. */
export type EndedAs =
  | { readonly kind: 'retrying'; readonly delayMs: number }
  | { readonly kind: 'advanced' }
  | { readonly kind: 'finished'; readonly runStatus: 'COMPLETED' | 'FAILED' | 'STOPPED' | 'PENDING' | 'IN_PROGRESS' }
  /** The step was no longer this worker's: stopped (`closed`), or recovered by another (kept as evidence). */
  | { readonly kind: 'superseded'; readonly closed: boolean };

/** Claims steps and ends attempts: load, decide, apply, deliver. */
export class AttemptService {
  constructor(
    private readonly claims: ClaimTaskRepository,
    private readonly ends: EndAttemptRepository,
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
    if (held) await this.end(held, result, false);
  }

  /**
   * Records how a held attempt ended and moves its run on. `costsRetry: false` for an attempt that did not run,
   * or that was given back by a draining worker.
   */
  async end(held: ClaimedTask, result: AttemptResult, costsRetry = true): Promise<EndedAs> {
    const decision = decide(stateOf(held), { type: 'ATTEMPT_ENDED', outcome: result.outcome, costsRetry });
    return (await this.apply(held, result, decision)) ?? this.closeSuperseded(held, result);
  }

  private async apply(held: ClaimedTask, result: AttemptResult, decision: Decision): Promise<EndedAs | null> {
    switch (decision.kind) {
      case 'retry': {
        const task = { status: 'PENDING', retryCount: decision.retryCount } as const;
        const step = await this.ends.retryTask(held, result, task, decision.delayMs);
        if (!step) return null;
        await this.deliveries.deliver([step]);
        return { kind: 'retrying', delayMs: decision.delayMs };
      }
      case 'advance': {
        const step = await this.ends.advanceRun(held, result, outcomeOf(held, decision.taskStatus));
        if (!step) return null;
        await this.deliveries.deliver([step]);
        return { kind: 'advanced' };
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

  private async closeSuperseded(held: ClaimedTask, result: AttemptResult): Promise<EndedAs> {
    const { closed, released } = await this.stops.closeDetachedAttempt(attemptKey(held), result);
    if (released) await this.deliveries.deliver([released]);
    return { kind: 'superseded', closed };
  }
}

function stateOf(held: ClaimedTask): RunState {
  const { index, retryCount, policy, totalTasks } = held;
  return { status: 'IN_PROGRESS', totalTasks, task: { index, status: 'IN_PROGRESS', retryCount, policy } };
}

function outcomeOf(
  held: ClaimedTask,
  status: 'COMPLETED' | 'FAILED' | 'STOPPED' | 'PENDING' | 'IN_PROGRESS' | 'SKIPPED',
) {
  return { status, retryCount: held.retryCount };
}

/** One sentence: which task, what happened, after how many attempts. */
function describeFailure(held: ClaimedTask, result: AttemptResult): string {
  const attempts = held.attempt === 1 ? '' : ` after ${held.attempt} attempts`;
  return `Task '${held.name}' failed: ${result.errorMessage ?? 'no reason was given'}${attempts}`;
}
