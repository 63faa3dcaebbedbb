import type { RunningCommand } from '@app/cli-executor';
import type { ClaimedTask } from '@app/orchestrator';

/** Why a command of this worker is to end before it is done. */
export type EndReason =
  /** The run was stopped. */
  | 'stopped'
  /** The lease ran out, or the attempt was recovered by another worker. */
  | 'lease-gone'
  /** The disk takes no more of its output. */
  | 'output-not-kept'
  /** The worker is shutting down and gives its work back. */
  | 'draining';

/** An attempt that this worker holds. */
export class RunningAttempt {
  private command: RunningCommand | undefined;
  private reason: EndReason | undefined;

  constructor(readonly held: ClaimedTask) {}

  /** Why its end was asked for, if it was. The first reason counts. */
  get endReason(): EndReason | undefined {
    return this.reason;
  }

  /** Binds the command once it runs; one whose end was asked for meanwhile is stopped at once. */
  began(command: RunningCommand): void {
    this.command = command;
    if (this.reason) command.stop();
  }

  end(reason: EndReason): void {
    this.reason ??= reason;
    this.command?.stop();
  }
}

const REMEMBERED_STOPS = 1_000;

/** All attempts that this worker holds, by task. */
export class RunningAttempts {
  private readonly byTask = new Map<string, RunningAttempt>();
  // Stops that were heard of before the answer to the claim: a stopped task never runs again.
  private readonly stoppedEarly = new Set<string>();
  private givesBack = false;

  get size(): number {
    return this.byTask.size;
  }

  add(held: ClaimedTask): RunningAttempt {
    const attempt = new RunningAttempt(held);
    this.byTask.set(held.taskId, attempt);
    if (this.stoppedEarly.delete(held.taskId)) attempt.end('stopped');
    if (this.givesBack) attempt.end('draining');
    return attempt;
  }

  /** The run of the task was stopped: ends its attempt, also one whose claim is still on its way. */
  stop(taskId: string): void {
    const attempt = this.byTask.get(taskId);
    if (attempt) {
      attempt.end('stopped');
      return;
    }
    const [oldest] = this.stoppedEarly;
    if (oldest !== undefined && this.stoppedEarly.size >= REMEMBERED_STOPS) this.stoppedEarly.delete(oldest);
    this.stoppedEarly.add(taskId);
  }

  /** The worker ends: all that it holds, and what it claims at this moment, is given back. */
  giveBack(): void {
    this.givesBack = true;
    for (const attempt of this.byTask.values()) attempt.end('draining');
  }

  remove(attempt: RunningAttempt): void {
    if (this.byTask.get(attempt.held.taskId) === attempt) this.byTask.delete(attempt.held.taskId);
  }

  find(taskId: string): RunningAttempt | undefined {
    return this.byTask.get(taskId);
  }

  all(): RunningAttempt[] {
    return [...this.byTask.values()];
  }
}
