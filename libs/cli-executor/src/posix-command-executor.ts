import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandExecutor, type CommandSpec, type PosixIsolation, type RunningCommand } from './command-executor';
import { readArgumentsLimit } from './command-refusal';
import { CommandRun, type RunSite } from './command-run';
import { type CommandExecutorOptions, environmentBase } from './executor-options';
import { IsolationRefusedError } from './isolation-refused';
import { LeaseGuard } from './lease/lease-guard';
import { LEASE_OVER } from './lease/lease-over';
import { prepareCommand } from './prepare-command';
import { realRoots } from './working-folder';
import { Slot } from './slot/slot';
import { SlotPool } from './slot/slot-pool';
import { findShell, findSlotProgram, type SlotProgram, slotProgramOf, slotProgramText } from './slot/slot-program';

const MEMORY_FOLDER = '/dev/shm';

/** Runs commands on Linux and macOS, each in a slot: see `PYTHON_LOOP` and `slotLoop` for how, `NamespaceTree` and `GroupTree` for what ends. */
export class PosixCommandExecutor extends CommandExecutor {
  private readonly base: Readonly<Record<string, string>>;
  private readonly argumentsLimit = readArgumentsLimit();
  private readonly runs = new Set<CommandRun<Slot>>();
  private readonly refused: string[] = [];
  private roots: readonly string[] | null = null;
  private mode: PosixIsolation | null = null;
  private folder: string | null = null;
  private pool: SlotPool | null = null;
  private guard: LeaseGuard | null = null;
  private slotsStarted = 0;
  private readonly site: RunSite<Slot>;

  constructor(private readonly options: CommandExecutorOptions) {
    super();
    this.base = { ...environmentBase(options.environment) };
    this.site = {
      killGraceMs: options.killGraceMs,
      prepare: (spec) =>
        prepareCommand(spec, {
          base: this.base,
          argumentsLimit: this.argumentsLimit,
          defaultDirectory: options.defaultDirectory,
          roots: this.roots,
        }),
      acquire: () => this.pool?.acquire() ?? Promise.reject(new Error('the executor has not been started')),
      release: (slot) => void this.pool?.release(slot),
      holdUp: () => this.guard?.holdUp ?? null,
    };
  }

  get isolation(): PosixIsolation {
    if (this.mode === null) throw new Error('the executor has not been started');
    return this.mode;
  }

  get refusals(): readonly string[] {
    return this.refused;
  }

  async start(): Promise<void> {
    this.roots = realRoots(this.options.allowedRoots);
    const folder = mkdtempSync(join(this.options.runtimeDirectory ?? memoryFolder(), 'process-orchestrator-'));
    this.folder = folder;
    try {
      const { slotProgram } = this.options;
      const program = slotProgram === undefined ? await findSlotProgram() : slotProgramOf(slotProgram);
      const shell = program.kind === 'shell' ? program.path : findShell();
      this.guard = new LeaseGuard({ shell, folder, environment: this.base });
      await this.guard.start();
      const first = await this.startFirstSlot(folder, program);
      this.pool = new SlotPool(this.options.concurrency, () => this.startSlot(folder, program, this.isolation));
      this.pool.add(first);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  run(spec: CommandSpec): RunningCommand {
    const run = new CommandRun(spec, this.site);
    this.runs.add(run);
    void run.end.then(() => this.runs.delete(run));
    return run;
  }

  renewLease(validForMs: number): void {
    // The guard kills all slots when a lease is over, which is heard of later, one by one.
    if (this.guard?.holdUp === LEASE_OVER) this.pool?.retire();
    this.guard?.renew(validForMs);
  }

  async close(): Promise<void> {
    const ends = [...this.runs].map((run) => {
      run.abandon('the executor was closed');
      return run.end;
    });
    await Promise.all(ends);
    await this.pool?.close();
    await this.guard?.close();
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
  }

  private async startFirstSlot(folder: string, program: SlotProgram): Promise<Slot> {
    for (const mode of this.candidates()) {
      try {
        const slot = await this.startSlot(folder, program, mode);
        this.mode = mode;
        return slot;
      } catch (error) {
        this.refused.push(`${mode}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const { isolation = 'auto' } = this.options;
    const which = isolation === 'auto' ? 'no isolation mode is' : `'${isolation}' is not`;
    throw new IsolationRefusedError(`${which} available on this host (${this.refused.join('; ')})`);
  }

  private candidates(): PosixIsolation[] {
    const wanted = this.options.isolation ?? 'auto';
    if (wanted === 'job') throw new IsolationRefusedError('the isolation mode "job" exists on Windows only');
    if (wanted !== 'auto') return [wanted];
    if (process.platform !== 'linux') return ['process-group'];
    return [process.getuid?.() === 0 ? 'pid-namespace' : 'user-pid-namespace', 'process-group'];
  }

  private startSlot(folder: string, program: SlotProgram, isolation: PosixIsolation): Promise<Slot> {
    // A command may have removed the files of before.
    mkdirSync(folder, { mode: 0o700, recursive: true });
    const loopPath = join(folder, `${isolation}.${program.kind}`);
    if (!existsSync(loopPath)) writeFileSync(loopPath, slotProgramText(program, isolation));
    this.slotsStarted += 1;
    return Slot.start({
      isolation,
      folder: join(folder, `slot-${this.slotsStarted}`),
      program,
      loopPath,
      environment: this.base,
    });
  }
}

function memoryFolder(): string {
  try {
    accessSync(MEMORY_FOLDER, constants.W_OK);
    return MEMORY_FOLDER;
  } catch {
    return tmpdir();
  }
}
