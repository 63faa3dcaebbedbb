import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { FATAL_EXIT_CODE, StartupError, startupFailureOf } from '@app/config';
import type { LauncherLog } from './launcher-log';

export interface ServiceSpec {
  /** Shown in the log, e.g. `worker 2`. */
  readonly name: string;
  /** Its main file, compiled. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Inherited by the process; see EmbeddedPostgres.lifeline. */
  readonly lifeline: Writable | null;
  readonly log: LauncherLog;
  /** Called when it never started well and starting it again would be of no use. */
  readonly onFatal: (reason: Error) => void;
  /** Before the first new start; doubled after each failure. */
  readonly restartDelayMs?: number;
}

const RESTART_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A process that lived this long has started well, so that whatever ends it later may pass. */
const WELL_AFTER_MS = 10_000;
const CRASHES_AT_FIRST = 5;

/**
 * One process of the product, started again whenever it dies. It leads a process group of its own, so a Ctrl-C in
 * the terminal reaches only the launcher; its IPC channel tells it when the launcher is gone.
 */
export class ServiceProcess {
  private child: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopping = false;
  private wasWell = false;
  private failures = 0;

  constructor(private readonly spec: ServiceSpec) {}

  start(): void {
    const { script, environment, lifeline } = this.spec;
    const startedAt = Date.now();
    const child = fork(script, [], {
      env: environment,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', lifeline ?? 'ignore'],
    });
    this.child = child;
    let failure: string | null = null;
    child.on('message', (message) => {
      failure = startupFailureOf(message) ?? failure;
    });
    child.on('error', (error) => this.spec.onFatal(new StartupError(`${this.spec.name}: ${error.message}`)));
    // Not `exit`, which may overtake the message with the reason.
    child.once('close', (code, signal) => {
      this.child = null;
      if (this.stopping) return;
      if (Date.now() - startedAt >= WELL_AFTER_MS) {
        this.wasWell = true;
        this.failures = 0;
      }
      this.failures += 1;
      const how = failure ?? signal ?? `exit code ${code}`;
      if (this.isHopeless(code)) this.spec.onFatal(new StartupError(failure ?? `${this.spec.name} cannot run: ${how}`));
      else this.startAgain(how);
    });
  }

  /** SIGTERM, and SIGKILL when that took longer than the limit. Resolves when the process is gone. */
  async stop(limitMs: number): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const child = this.child;
    // It may have exited, killed in a hurry, and only its channel is still open.
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    // Windows knows no SIGTERM; a closed channel asks for the same.
    if (process.platform === 'win32') child.disconnect();
    else child.kill('SIGTERM');
    const limit = setTimeout(() => {
      this.spec.log.warn(`${this.spec.name} did not end within ${limitMs} ms and is killed`);
      child.kill('SIGKILL');
    }, limitMs);
    await ended;
    clearTimeout(limit);
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  private isHopeless(code: number | null): boolean {
    if (this.wasWell || code === null) return false;
    return code === FATAL_EXIT_CODE || this.failures >= CRASHES_AT_FIRST;
  }

  private startAgain(how: string): void {
    const delayMs = Math.min(
      LONGEST_DELAY_MS,
      (this.spec.restartDelayMs ?? RESTART_DELAY_MS) * 2 ** (this.failures - 1),
    );
    this.spec.log.warn(`${this.spec.name} ended (${how}) and is started again in ${delayMs} ms`);
    this.timer = setTimeout(() => this.start(), delayMs);
  }
}
