import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PosixIsolation } from '../command-executor';
import { readProcesses, sendSignal, startOf } from '../process-table';
import { PIDS_FILE } from './slot-files';
import { type SlotProgram, slotProgramCall } from './slot-program';
import { READY } from './slot-words';

export interface SlotSettings {
  readonly isolation: PosixIsolation;
  /** The slot's own folder; made here, removed when the slot ends. */
  readonly folder: string;
  readonly program: SlotProgram;
  /** File with the program's text. */
  readonly loopPath: string;
  /** Base of the commands' environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Who is told what comes from a slot. */
export interface SlotListener {
  onLine(line: string): void;
  /** The slot's process is gone, and in a namespace everything that was in it. */
  onDeath(reason: string): void;
}

/** Longer than a host that is overloaded takes; what does not start is called not started. */
const START_LIMIT_MS = 30_000;
const GONE_POLL_MS = 2;
const LOWEST_FIRST_PID = 1_000;
const STDERR_KEPT = 2_000;
const NOBODY: SlotListener = { onLine: () => undefined, onDeath: () => undefined };

/** The process of a slot (see `slotLoop` and `PYTHON_LOOP`) and the lines that it prints. */
export class SlotProcess {
  /** Resolves with the reason when the process is gone, and in a namespace everything that was in it. */
  readonly exited: Promise<string>;
  /** Who hears of it from now on. */
  listener: SlotListener = NOBODY;
  private hasExited = false;
  private wasKilled = false;
  private launcher: string | null = null;
  private leader: { readonly pid: number; readonly start: string | null } | null = null;
  private partOfLine = '';
  private errorText = '';

  private constructor(
    private readonly settings: SlotSettings,
    private readonly process: ChildProcessWithoutNullStreams,
  ) {
    process.stdout.setEncoding('latin1').on('data', (text: string) => this.read(text));
    process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errorText = (this.errorText + text).slice(-STDERR_KEPT);
    });
    // Writing to a dead slot; its exit says the rest.
    process.stdin.on('error', () => undefined);
    this.exited = new Promise((resolve) => {
      const over = async (reason: string) => {
        await this.untilLeaderIsGone();
        this.hasExited = true;
        this.listener.onDeath(reason);
        resolve(reason);
      };
      process.once('error', (error) => void over(error.message));
      process.once('exit', (code, signal) => void over(this.describeExit(code, signal)));
    });
  }

  /**
   * Starts a slot's process and waits until it takes commands.
   * @throws Error with what the host said when it does not start in this isolation mode
   */
  static async start(settings: SlotSettings): Promise<SlotProcess> {
    mkdirSync(settings.folder, { mode: 0o700, recursive: true });
    const [program, ...args] = slotCommandLine(settings);
    const slot = new SlotProcess(
      settings,
      // `detached` gives it a session of its own, so that no terminal reaches it or its commands.
      spawn(program, args, { cwd: '/', env: { ...settings.environment }, stdio: 'pipe', detached: true }),
    );
    try {
      await slot.ready();
    } catch (error) {
      await slot.close();
      throw error;
    }
    return slot;
  }

  /** Whether it will take another command; false from the kill on, as the exit is heard of later. */
  get isAlive(): boolean {
    return !this.hasExited && !this.wasKilled;
  }

  /** Program that gives a command a session of its own; null: the slot sees to that. */
  get sessionLauncher(): string | null {
    return this.launcher;
  }

  /** The slot's program, as this process sees it: the first process of the namespace, or the parent of the commands. */
  get leaderPid(): number {
    return this.leader?.pid ?? 0;
  }

  /** Hands it what it waits for: a command, or the word that one is there. */
  send(message: Buffer | string): void {
    this.process.stdin.write(message);
  }

  /** SIGKILL to the program, and so to everything in its namespace. */
  kill(): void {
    this.wasKilled = true;
    if (this.hasExited || this.process.pid === undefined) return;
    if (this.leader === null) sendSignal(-this.process.pid, 'SIGKILL');
    else if (this.leader.start === startOf(this.leader.pid)) sendSignal(this.leader.pid, 'SIGKILL');
  }

  /** Kills it, waits until it is gone and removes its folder. */
  async close(): Promise<void> {
    this.kill();
    await this.exited;
    rmSync(this.settings.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const limit = new AbortController();
    const line = await Promise.race([
      new Promise<string>((onLine, reject) => {
        this.listener = { onLine, onDeath: (reason) => reject(new Error(reason)) };
      }),
      delay(START_LIMIT_MS, null, { signal: limit.signal }).catch(() => null),
    ]).finally(() => limit.abort());
    this.listener = NOBODY;
    if (line === null) throw new Error(`no answer from the slot within ${START_LIMIT_MS} ms`);
    const [word, launcher] = line.split(' ', 2);
    if (word !== READY) throw new Error(`unexpected answer from the slot: ${line}`);
    this.launcher = launcher || null;
    const pid = this.process.pid ?? 0;
    const leaderPid = this.settings.isolation === 'process-group' ? pid : onlyChildOf(pid);
    this.leader = { pid: leaderPid, start: startOf(leaderPid) };
    writeFileSync(join(this.settings.folder, PIDS_FILE), `${leaderPid} ${pid}\n`);
  }

  private read(text: string): void {
    const lines = (this.partOfLine + text).split('\n');
    this.partOfLine = lines.pop() ?? '';
    for (const line of lines) this.listener.onLine(line);
  }

  /** unshare(1) may be gone before the namespace that it opened. */
  private async untilLeaderIsGone(): Promise<void> {
    if (this.leader === null || this.leader.start === null) return;
    while (startOf(this.leader.pid) === this.leader.start) await delay(GONE_POLL_MS);
  }

  private describeExit(code: number | null, signal: string | null): string {
    const said = this.errorText.trim().split('\n').at(-1);
    if (said) return said;
    return signal === null
      ? `the slot's process ended with status ${code}`
      : `the slot's process was ended by ${signal}`;
  }
}

function onlyChildOf(pid: number): number {
  let children = '';
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
  } catch {
    // Not every kernel has this file.
  }
  const child = children === '' ? readProcesses().find((entry) => entry.parentPid === pid)?.pid : Number(children);
  if (child === undefined || !Number.isInteger(child)) throw new Error('the namespace has no first process');
  return child;
}

/**
 * Where a namespace begins to count its processes. Scripts make names of files in shared folders from `$$`; if each
 * namespace counted from 1, those of several slots would meet.
 */
function firstPid(): number {
  let highest = 32_768;
  try {
    highest = Number(readFileSync('/proc/sys/kernel/pid_max', 'latin1'));
  } catch {
    // The default of every kernel.
  }
  return randomInt(LOWEST_FIRST_PID, Math.max(highest - LOWEST_FIRST_PID, LOWEST_FIRST_PID + 1));
}

/** setpriv: dies with the worker's main thread; unshare: the namespace dies with it. */
function slotCommandLine(settings: SlotSettings): [string, ...string[]] {
  const { program, isolation, loopPath, folder } = settings;
  const loop = slotProgramCall(program, isolation, loopPath, folder);
  const namespaced = ['--pid', '--fork', '--kill-child=KILL', '--mount-proc'];
  const countFrom = (then: string) => ['/bin/sh', '-c', `${COUNT_FROM}; ${then}`, String(firstPid()), ...loop];
  switch (isolation) {
    case 'pid-namespace':
      // What a command mounts is seen outside, as it would be without the namespace.
      return [
        ...['setpriv', '--pdeathsig', 'KILL', 'unshare', ...namespaced, '--propagation', 'unchanged'],
        ...countFrom('exec "$@"'),
      ] as const;
    case 'user-pid-namespace':
      // The capabilities of the new namespace are kept for that one setting.
      return [
        ...['setpriv', '--pdeathsig', 'KILL', 'unshare', '--user', '--map-current-user', '--keep-caps', ...namespaced],
        ...countFrom('exec setpriv --ambient-caps=-all --inh-caps=-all "$@"'),
      ] as const;
    case 'process-group':
      return [...loop];
    default:
      return isolation satisfies never;
  }
}

/** Takes the first id as `$0`; not every kernel has the setting. */
const COUNT_FROM = '{ echo "$0" >/proc/sys/kernel/ns_last_pid; } 2>/dev/null';
