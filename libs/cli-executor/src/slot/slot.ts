import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PosixIsolation } from '../command-executor';
import type { CommandHost, CommandJob, HostedCommand, HostedOutcome } from '../command-host';
import { readProcesses, sendSignal, startOf } from '../process-table';
import { signalName } from '../signal-names';
import { commandScript, NO_FOLDER } from './command-script';
import { OutputPipe } from './output-pipe';
import { GroupTree, NamespaceTree, type ProcessTree } from './process-tree';
import { COMMAND_FILE, GROUP_FILE, MARKER_FILE, OUTPUT_PIPE, PIDS_FILE, STOPPING_FILE } from './slot-files';
import { END, READY } from './slot-loop';

export interface SlotSettings {
  readonly isolation: PosixIsolation;
  /** The slot's own folder; made by the slot, removed when it ends. */
  readonly folder: string;
  /** File with the text of `slotLoop()`. */
  readonly loopPath: string;
  readonly shell: string;
  /** Base of the commands' environment. */
  readonly environment: Readonly<Record<string, string>>;
}

const START_LIMIT_MS = 10_000;
const GONE_POLL_MS = 2;
const STDERR_KEPT = 2_000;

/** One unit of concurrency: a shell process that outlives its commands (see `slotLoop`), and the talk with it. */
export class Slot implements CommandHost {
  /** Resolves with the reason when the slot's process and everything in it is gone. */
  readonly exited: Promise<string>;
  private alive = true;
  private unclean = false;
  private sessionLauncher: string | null = null;
  private leaderPid = 0;
  /** Tells the leader from a later process with its id. */
  private leaderStart: string | null = null;
  private pendingText = '';
  private errorText = '';
  private lines: string[] = [];
  private onLine: (line: string) => void = () => undefined;
  private onDeath: (reason: string) => void = () => undefined;

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
        await this.untilGone();
        this.alive = false;
        this.onDeath(reason);
        resolve(reason);
      };
      process.once('error', (error) => void over(error.message));
      process.once('exit', (code, signal) => void over(this.describeExit(code, signal)));
    });
  }

  /**
   * Starts a slot and waits until it takes commands.
   * @throws Error with what the host said when it cannot start in this isolation mode
   */
  static async start(settings: SlotSettings): Promise<Slot> {
    mkdirSync(settings.folder, { mode: 0o700 });
    const [program, ...args] = slotCommandLine(settings);
    const slot = new Slot(
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

  /** Whether it can take another command. */
  get usable(): boolean {
    return this.alive && !this.unclean;
  }

  /** Hands a command over; the slot must be idle. */
  execute(job: CommandJob): HostedCommand {
    rmSync(this.path(STOPPING_FILE), { force: true });
    const script = commandScript({
      ...job,
      base: this.settings.environment,
      outputPath: this.path(OUTPUT_PIPE),
      sessionLauncher: this.sessionLauncher,
      groupPath: this.runsOnHost && process.platform === 'linux' ? this.path(GROUP_FILE) : null,
    });
    writeFileSync(this.path(COMMAND_FILE), script, { mode: 0o600 });
    if (this.runsOnHost) writeFileSync(this.path(MARKER_FILE), job.marker.map((line) => `${line}\n`).join(''));
    const output = new OutputPipe(this.path(OUTPUT_PIPE), job.onOutput);
    const tree = this.runsOnHost
      ? new GroupTree(this.leaderPid, this.path(GROUP_FILE), job.marker)
      : new NamespaceTree(this.leaderPid);
    const outcome = this.conclude(this.report(), tree, output);
    this.process.stdin.write('\n');
    return {
      outcome,
      terminate: () => {
        writeFileSync(this.path(STOPPING_FILE), '');
        return tree.terminate();
      },
      kill: () => {
        rmSync(this.path(STOPPING_FILE), { force: true });
        tree.kill();
      },
    };
  }

  /** Kills the slot with what runs in it and removes its folder. */
  async close(): Promise<void> {
    if (this.alive && this.process.pid !== undefined) {
      sendSignal(this.leaderPid === 0 ? -this.process.pid : this.leaderPid, 'SIGKILL');
    }
    await this.exited;
    rmSync(this.settings.folder, { recursive: true, force: true });
  }

  private get runsOnHost(): boolean {
    return this.settings.isolation === 'process-group';
  }

  private path(name: string): string {
    return join(this.settings.folder, name);
  }

  private async ready(): Promise<void> {
    const limit = new AbortController();
    const line = await Promise.race([
      new Promise<string>((resolve, reject) => {
        this.onLine = resolve;
        this.onDeath = (reason) => reject(new Error(reason));
      }),
      delay(START_LIMIT_MS, null, { signal: limit.signal }).catch(() => null),
    ]).finally(() => limit.abort());
    this.onLine = () => undefined;
    this.onDeath = () => undefined;
    if (line === null) throw new Error(`no answer from the slot within ${START_LIMIT_MS} ms`);
    const [word, launcher] = line.split(' ', 2);
    if (word !== READY) throw new Error(`unexpected answer from the slot: ${line}`);
    this.sessionLauncher = launcher || null;
    const pid = this.process.pid ?? 0;
    this.leaderPid = this.runsOnHost ? pid : onlyChildOf(pid);
    this.leaderStart = startOf(this.leaderPid);
    writeFileSync(this.path(PIDS_FILE), `${this.leaderPid} ${pid}\n`);
    if (this.runsOnHost) writeFileSync(this.path(GROUP_FILE), '');
  }

  private report(): Promise<HostedOutcome> {
    this.lines = [];
    return new Promise((resolve) => {
      this.onDeath = (reason) => resolve({ kind: 'died', reason });
      this.onLine = (line) => {
        if (!line.startsWith(`${END} `)) {
          this.lines.push(line);
          return;
        }
        const status = Number(line.slice(END.length + 1));
        if (this.lines.includes(NO_FOLDER)) resolve({ kind: 'no-folder' });
        else resolve({ kind: 'ended', status, signal: this.lines.some(tellsSignal) ? signalName(status - 128) : null });
      };
    });
  }

  private async conclude(
    report: Promise<HostedOutcome>,
    tree: ProcessTree,
    output: OutputPipe,
  ): Promise<HostedOutcome> {
    const outcome = await report;
    this.onLine = () => undefined;
    this.onDeath = () => undefined;
    // The command may never have opened the pipe.
    if (outcome.kind !== 'ended') output.touch();
    await tree.settle();
    if (await output.drain()) return outcome;
    tree.killHolders(this.path(OUTPUT_PIPE));
    // Whoever holds the pipe would write into the next command's output.
    this.unclean = true;
    return outcome;
  }

  private read(text: string): void {
    const lines = (this.pendingText + text).split('\n');
    this.pendingText = lines.pop() ?? '';
    for (const line of lines) this.onLine(line);
  }

  /** unshare(1) may be gone before the namespace that it opened. */
  private async untilGone(): Promise<void> {
    if (this.leaderStart === null) return;
    while (startOf(this.leaderPid) === this.leaderStart) await delay(GONE_POLL_MS);
  }

  private describeExit(code: number | null, signal: string | null): string {
    const said = this.errorText.trim().split('\n').at(-1);
    if (said) return said;
    return signal === null
      ? `the slot's process ended with status ${code}`
      : `the slot's process was ended by ${signal}`;
  }
}

/** bash: `slot.sh: line 9:  12 Killed ( run )` or `[1]+  Interrupt ( run )`; other shells: the name of the signal alone. */
function tellsSignal(line: string): boolean {
  return /^\[\d+\]|: line \d+: +\d+ |^[A-Z][A-Za-z0-9 ]+(\(core dumped\))?$/.test(line);
}

function onlyChildOf(pid: number): number {
  let children: string;
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
  } catch {
    children = '';
  }
  const child =
    children.trim() === '' ? readProcesses().find((entry) => entry.parentPid === pid)?.pid : Number(children);
  if (child === undefined || !Number.isInteger(child))
    throw new Error('the first process of the namespace was not found');
  return child;
}

/** setpriv: dies with the worker's main thread; unshare: the namespace dies with it. */
function slotCommandLine(settings: SlotSettings): [string, ...string[]] {
  const posix = settings.shell.endsWith('bash') ? ['--posix'] : [];
  const loop = [settings.shell, ...posix, settings.loopPath, settings.folder] as const;
  const namespaced = ['--pid', '--fork', '--kill-child=KILL', '--mount-proc'];
  switch (settings.isolation) {
    case 'pid-namespace':
      // What a command mounts is seen outside, as it would be without the namespace.
      return ['setpriv', '--pdeathsig', 'KILL', 'unshare', ...namespaced, '--propagation', 'unchanged', ...loop];
    case 'user-pid-namespace':
      return ['setpriv', '--pdeathsig', 'KILL', 'unshare', '--user', '--map-current-user', ...namespaced, ...loop];
    case 'process-group':
      return [...loop];
    default:
      return settings.isolation satisfies never;
  }
}
