import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GUARD_RECORD_BYTES, guardLoop } from './guard-loop';
import { LEASE_OVER } from './lease-over';

const RESTART_MS = 100;

export interface LeaseGuardSettings {
  readonly shell: string;
  /** The executor's folder, with a folder for each slot; the guard removes it at the end. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A small process beside the worker that kills all commands when the worker does not renew its lease in time, and when
 * the worker is gone. It is a process of its own because a frozen or blocked worker can do nothing for itself.
 */
export class LeaseGuard {
  private process: ChildProcess | null = null;
  private validUntil: number | null = null;
  private closed = false;

  constructor(private readonly settings: LeaseGuardSettings) {}

  /** Starts it, again whenever it dies. Throws when the host cannot. */
  async start(): Promise<void> {
    const { shell, folder, environment } = this.settings;
    const loopPath = join(folder, 'guard.sh');
    mkdirSync(folder, { mode: 0o700, recursive: true });
    writeFileSync(loopPath, guardLoop());
    const guard = spawn(shell, [loopPath, folder], {
      cwd: '/',
      env: { ...environment },
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    guard.stdin.on('error', () => undefined);
    await once(guard, 'spawn');
    this.process = guard;
    guard.once('exit', () => {
      this.process = null;
      void this.replace();
    });
    if (this.validUntil !== null) this.send(this.validUntil - performance.now());
  }

  /** Why no command may start now, or null: the lease has run out, or nobody watches it. */
  get holdUp(): string | null {
    if (this.process === null) return 'the lease guard is not running';
    if (this.validUntil === null || performance.now() < this.validUntil) return null;
    return LEASE_OVER;
  }

  /** From now on commands may live for `validForMs`, counted from this call. */
  renew(validForMs: number): void {
    this.validUntil = performance.now() + validForMs;
    this.send(validForMs);
  }

  /** Ends the guard; it kills what is left and removes the folder first. */
  async close(): Promise<void> {
    this.closed = true;
    const guard = this.process;
    if (guard === null) return;
    const exit = once(guard, 'exit');
    guard.stdin?.end();
    await exit;
  }

  private send(validForMs: number): void {
    const seconds = Math.max(validForMs, 1) / 1000;
    this.process?.stdin?.write(`${seconds.toFixed(3).padStart(GUARD_RECORD_BYTES - 1, '0')}\n`);
  }

  private async replace(): Promise<void> {
    while (!this.closed && this.process === null) {
      await delay(RESTART_MS);
      if (!this.closed) await this.start().catch(() => undefined);
    }
  }
}
