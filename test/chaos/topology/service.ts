import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

export interface ServiceSpec {
  /** Shown in the report, e.g. `worker 2`; names its log file. */
  readonly name: string;
  /** Its compiled main file. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How far its wall clock is off. */
  readonly clockShiftMs: number;
  readonly logFile: string;
  /** Hears of ends that nobody asked for. */
  readonly onCrash: (name: string, how: string) => void;
}

const RESTART_AFTER_MS = 200;
const SHIFTED_CLOCK = join(__dirname, 'shifted-clock.cjs');

/** Whether a service that was sent SIGTERM ended well; one that had not begun to work yet just goes. */
export function endedWell(how: string): boolean {
  return how === 'exit code 0' || how === 'SIGTERM';
}

/** One process of the product, started again when it dies, as the launcher does. */
export class Service {
  private child: ChildProcess | null = null;
  private ended: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private expected: 'kill' | 'end' | null = null;
  private frozen = false;

  constructor(private readonly spec: ServiceSpec) {}

  get name(): string {
    return this.spec.name;
  }

  /** 0 while it does not run. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isFrozen(): boolean {
    return this.frozen;
  }

  start(): void {
    const log = openSync(this.spec.logFile, 'a');
    // The IPC channel ends it with the harness, however that ends.
    const { script, environment, clockShiftMs } = this.spec;
    const clock = clockShiftMs === 0 ? [] : ['--require', SHIFTED_CLOCK];
    const child = spawn(process.execPath, [...clock, script], {
      env: { ...environment, CHAOS_CLOCK_SHIFT_MS: String(clockShiftMs) },
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.child = child;
    this.expected = null;
    this.frozen = false;
    this.ended = once(child, 'exit').then(([code, signal]) => {
      this.child = null;
      if (this.expected === 'end') return;
      if (this.expected === null) this.spec.onCrash(this.spec.name, signal ? String(signal) : `exit code ${code}`);
      this.timer = setTimeout(() => this.start(), RESTART_AFTER_MS);
    });
  }

  /** kill -9; it is started again. Gives the pid that was killed, 0 when it did not run. */
  kill9(): number {
    const pid = this.pid;
    this.expected = 'kill';
    this.child?.kill('SIGKILL');
    return pid;
  }

  freeze(): void {
    this.frozen = this.child?.kill('SIGSTOP') ?? false;
  }

  thaw(): void {
    if (this.frozen) this.child?.kill('SIGCONT');
    this.frozen = false;
  }

  /** SIGTERM, then start again: one step of a rolling restart. Gives how it ended. */
  async restart(limitMs: number): Promise<string> {
    const how = await this.end(limitMs);
    this.start();
    return how;
  }

  /** SIGTERM, and SIGKILL after the limit. Gives how it ended: `exit code 0` when all is well. */
  async end(limitMs: number): Promise<string> {
    clearTimeout(this.timer);
    const child = this.child;
    if (!child) return 'exit code 0';
    this.expected = 'end';
    this.thaw();
    let how = '';
    child.once('exit', (code, signal) => {
      how ||= signal ?? `exit code ${code}`;
    });
    child.kill('SIGTERM');
    const limit = setTimeout(() => {
      how = `no end within ${limitMs} ms of SIGTERM`;
      child.kill('SIGKILL');
    }, limitMs);
    await this.ended;
    clearTimeout(limit);
    return how;
  }
}
