import type { CommandEnd, CommandSpec, RunningCommand } from './command-executor';
import { LEASE_OVER } from './lease/lease-over';
import type { CommandHost, CommandJob, HostedCommand, HostedOutcome } from './command-host';

/** Why a command is ended before its time. */
type Cause =
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'lost'; readonly reason: string };

const STOPPED: Cause = { kind: 'stopped' };

/** What a run needs from its executor. */
export interface RunSite<Host extends CommandHost = CommandHost> {
  readonly killGraceMs: number;
  /** What is handed to the host, or why nothing can be. */
  prepare(spec: CommandSpec): CommandJob | { readonly refusal: string };
  /** A host that is free. Rejects with a reason for people. */
  acquire(): Promise<Host>;
  release(host: Host): void;
  /** Why no command may start now, or null. */
  holdUp(): string | null;
}

const RETRY_MS = 20;
/** Longest delay that a Node timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One command from its arrival to its end, which comes once whatever races. */
export class CommandRun<Host extends CommandHost = CommandHost> implements RunningCommand {
  readonly end: Promise<CommandEnd>;
  private settle: (end: CommandEnd) => void = () => undefined;
  private command: HostedCommand | null = null;
  private cause: Cause | null = null;
  private readonly timers = new Map<'timeout' | 'grace' | 'retry', NodeJS.Timeout>();
  private isOver = false;

  constructor(
    private readonly spec: CommandSpec,
    private readonly site: RunSite<Host>,
  ) {
    this.end = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.perform().then(
      (end) => this.finish(end),
      (error: unknown) => this.finish(notStarted(error instanceof Error ? error.message : String(error))),
    );
  }

  stop(): void {
    this.interrupt(STOPPED);
  }

  kill(): void {
    this.cause ??= STOPPED;
    this.killNow();
  }

  /** Kills it and calls it lost. */
  abandon(reason: string): void {
    this.cause ??= { kind: 'lost', reason };
    this.killNow();
  }

  private async perform(): Promise<CommandEnd> {
    const job = this.site.prepare(this.spec);
    if ('refusal' in job) return notStarted(job.refusal);
    const host = await this.site.acquire();
    try {
      if (this.cause !== null) return endedEarly(this.cause, null, null);
      const holdUp = this.site.holdUp();
      if (holdUp !== null) return holdUp === LEASE_OVER ? { kind: 'withheld', reason: holdUp } : notStarted(holdUp);
      this.spec.onStarted?.();
      this.command = host.execute(job);
      if (this.spec.timeoutMs !== null) this.armTimeout(performance.now() + this.spec.timeoutMs);
      const outcome = await this.command.outcome;
      if (outcome.kind === 'died' && this.cause === null) {
        return { kind: 'lost', reason: this.site.holdUp() ?? outcome.reason };
      }
      return endOf(outcome, this.cause);
    } finally {
      this.disarm();
      this.site.release(host);
    }
  }

  private interrupt(cause: Cause): void {
    if (this.isOver || this.cause !== null) return;
    this.cause = cause;
    if (this.command === null) {
      this.finish(endedEarly(cause, null, null));
      return;
    }
    this.arm('grace', this.site.killGraceMs, () => this.killNow());
    this.terminate();
  }

  /** Until it has reached somebody: the slot may not have forked the command yet. */
  private terminate(): void {
    if (this.command?.terminate() === false) this.arm('retry', RETRY_MS, () => this.terminate());
  }

  private killNow(): void {
    if (this.isOver) return;
    if (this.command === null) {
      this.finish(endedEarly(this.cause ?? STOPPED, null, null));
      return;
    }
    this.command.kill();
    this.arm('retry', RETRY_MS, () => this.killNow());
  }

  private armTimeout(deadline: number): void {
    const left = deadline - performance.now();
    this.arm('timeout', Math.min(left, LONGEST_TIMER_MS), () => {
      if (left > LONGEST_TIMER_MS) this.armTimeout(deadline);
      else this.interrupt({ kind: 'timed-out' });
    });
  }

  private arm(name: 'timeout' | 'grace' | 'retry', delayMs: number, act: () => void): void {
    clearTimeout(this.timers.get(name));
    this.timers.set(name, setTimeout(act, delayMs));
  }

  private disarm(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.command = null;
  }

  private finish(end: CommandEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.settle(end);
  }
}

function notStarted(reason: string): CommandEnd {
  return { kind: 'not-started', reason };
}

function endOf(outcome: HostedOutcome, cause: Cause | null): CommandEnd {
  switch (outcome.kind) {
    case 'not-started':
      return outcome;
    case 'died':
      return endedEarly(cause ?? { kind: 'lost', reason: outcome.reason }, null, 'SIGKILL');
    case 'ended': {
      const { status, signal } = outcome;
      if (cause !== null) return endedEarly(cause, signal === null ? status : null, signal);
      return signal === null ? { kind: 'exited', exitCode: status } : { kind: 'signaled', signal };
    }
    default:
      return outcome satisfies never;
  }
}

function endedEarly(cause: Cause, exitCode: number | null, signal: string | null): CommandEnd {
  return cause.kind === 'lost' ? cause : { kind: cause.kind, exitCode, signal };
}
