import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandExecutor, type CommandSpec, type RunningCommand } from '../command-executor';
import type { CommandHost, CommandJob, HostedCommand, HostedOutcome } from '../command-host';
import { CommandRun, type RunSite } from '../command-run';
import { type CommandExecutorOptions, type EnvironmentBase, environmentBase } from '../executor-options';
import { IsolationRefusedError } from '../isolation-refused';
import { prepareCommand } from '../prepare-command';
import { LEASE_OVER } from '../lease/lease-over';
import { SecretFiles } from '../secret-files';
import { folderProblem, isWithin, outsideProblem, realRoots } from '../working-folder';
import { taskKillLine, windowsCommandLine } from './command-line';

/** CreateProcess takes a command line of 32,767 characters; environment and command together stay below it here. */
const ARGUMENTS_LIMIT_BYTES = 32_767;
const OUTPUT_DRAIN_MS = 500;

/**
 * Runs commands on Windows with cmd.exe as children of this process. taskkill.exe ends a command's tree. Weaker than
 * the POSIX executor: standard output and error are joined as they arrive, a process whose parent has ended is out of
 * reach, and the lease is watched by a timer of this process.
 */
export class WindowsCommandExecutor extends CommandExecutor {
  readonly isolation = 'job';
  readonly refusals: readonly string[] = [];
  private readonly base: Readonly<Record<string, string>>;
  private readonly runs = new Set<CommandRun>();
  private roots: readonly string[] | null = null;
  private leaseEnd: number | null = null;
  private leaseTimer: NodeJS.Timeout | null = null;
  private readonly site: RunSite;

  /** @param findProgram where a program of the system is; by its name alone unless told otherwise */
  constructor(
    private readonly options: CommandExecutorOptions,
    findProgram: (name: string) => string = (name) => name,
  ) {
    super();
    this.base = windowsEnvironment(environmentBase(options.environment));
    this.site = {
      killGraceMs: options.killGraceMs,
      prepare: (spec) =>
        prepareCommand(spec, {
          base: this.base,
          argumentsLimit: ARGUMENTS_LIMIT_BYTES,
          defaultDirectory: options.defaultDirectory,
          roots: this.roots,
        }),
      acquire: async () => new WindowsHost(this.base, findProgram),
      release: () => undefined,
      holdUp: () => (this.leaseEnd !== null && performance.now() >= this.leaseEnd ? LEASE_OVER : null),
    };
  }

  async start(): Promise<void> {
    this.roots = realRoots(this.options.allowedRoots);
    const wanted = this.options.isolation ?? 'auto';
    if (wanted !== 'auto' && wanted !== 'job') {
      throw new IsolationRefusedError(`the isolation mode "${wanted}" does not exist on Windows`);
    }
  }

  run(spec: CommandSpec): RunningCommand {
    const run = new CommandRun(spec, this.site);
    this.runs.add(run);
    void run.end.then(() => this.runs.delete(run));
    return run;
  }

  renewLease(validForMs: number): void {
    this.leaseEnd = performance.now() + validForMs;
    if (this.leaseTimer !== null) clearTimeout(this.leaseTimer);
    this.leaseTimer = setTimeout(() => {
      for (const run of this.runs) run.abandon(LEASE_OVER);
    }, validForMs);
    this.leaseTimer.unref();
  }

  async close(): Promise<void> {
    if (this.leaseTimer !== null) clearTimeout(this.leaseTimer);
    const ends = [...this.runs].map((run) => {
      run.abandon('the executor was closed');
      return run.end;
    });
    await Promise.all(ends);
  }
}

/** Runs one command as a child of this process. */
class WindowsHost implements CommandHost {
  constructor(
    private readonly base: Readonly<Record<string, string>>,
    private readonly findProgram: (name: string) => string,
  ) {}

  execute(job: CommandJob): HostedCommand {
    const { roots } = job;
    // Links that are exchanged between this look and the start are not noticed here.
    const folder = roots === null ? job.folder : realFolder(job.folder);
    if (roots !== null && !isWithin(folder, roots)) return refused(outsideProblem(job.folder, roots));
    const files = new SecretFiles(join(this.base.TMPDIR ?? tmpdir(), `orchestrator-secrets-${randomUUID()}`));
    const { program, args } = windowsCommandLine(job.command);
    const child = spawn(this.findProgram(program), [...args], {
      cwd: folder,
      env: { ...this.base, ...job.environment, ...files.write(job.secretFiles) },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsVerbatimArguments: true,
      windowsHide: true,
    });
    child.stdout.on('data', job.onOutput);
    child.stderr.on('data', job.onOutput);
    const outcome = new Promise<HostedOutcome>((settle) => {
      const resolve = (ended: HostedOutcome) => {
        files.remove();
        settle(ended);
      };
      child.once('error', (error) => {
        void folderProblem(job.folder).then((problem) => {
          resolve({ kind: 'not-started', reason: problem ?? error.message });
        });
      });
      // What is left of the tree may hold the output open for ever.
      child.once('exit', (code) => {
        const end = () => resolve({ kind: 'ended', status: code ?? 1, signal: null });
        const limit = setTimeout(end, OUTPUT_DRAIN_MS);
        child.once('close', () => {
          clearTimeout(limit);
          end();
        });
      });
    });
    const endTree = (force: boolean) => {
      if (child.pid === undefined) return;
      const line = taskKillLine(child.pid, force);
      // It fails when the tree is gone already.
      execFile(this.findProgram(line.program), [...line.args], { windowsHide: true }, () => undefined);
    };
    return {
      outcome,
      terminate: () => {
        endTree(false);
        return true;
      },
      kill: () => endTree(true),
    };
  }
}

function refused(reason: Promise<string>): HostedCommand {
  const outcome = reason.then((text): HostedOutcome => ({ kind: 'not-started', reason: text }));
  return { outcome, terminate: () => true, kill: () => undefined };
}

/** The folder itself where there is none: starting a command in it says why. */
function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

/** The base, and what programs on Windows do not start without. */
function windowsEnvironment(base: EnvironmentBase, system = 'C:\\Windows'): Record<string, string> {
  const folders = [`${system}\\System32`, system, `${system}\\System32\\Wbem`];
  return {
    ...base,
    PATH: [...folders, ...base.PATH.split(';').filter((folder) => /^[A-Za-z]:/.test(folder))].join(';'),
    PATHEXT: '.COM;.EXE;.BAT;.CMD',
    SystemRoot: system,
    ComSpec: `${system}\\System32\\cmd.exe`,
    USERPROFILE: base.HOME,
    TEMP: base.TMPDIR,
    TMP: base.TMPDIR,
  };
}
