import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandHost, CommandJob, HostedCommand, HostedOutcome } from '../command-host';
import { SecretFiles } from '../secret-files';
import { commandFrame } from './command-frame';
import { commandScript } from './command-script';
import { OutputPipe } from './output-pipe';
import { GroupTree, NamespaceTree, type ProcessTree } from './process-tree';
import { COMMAND_FILE, GROUP_FILE, MARKER_FILE, OUTPUT_PIPE, SECRETS_FOLDER, STOPPING_FILE } from './slot-files';
import { SlotProcess, type SlotSettings } from './slot-process';
import { reportReader } from './slot-report';

const AFTERMATH_POLL_MS = 50;
const KILL_PATIENCE_MS = 1_000;

/** One unit of concurrency: a process that outlives its commands and takes one at a time. */
export class Slot implements CommandHost {
  private readonly secretFiles: SecretFiles;
  private isSpoilt = false;
  private stopping = false;

  private constructor(
    private readonly settings: SlotSettings,
    private readonly process: SlotProcess,
  ) {
    this.secretFiles = new SecretFiles(join(settings.folder, SECRETS_FOLDER));
  }

  /** Starts a slot. Throws Error with what the host said when it does not start in this isolation mode. */
  static async start(settings: SlotSettings): Promise<Slot> {
    return new Slot(settings, await SlotProcess.start(settings));
  }

  /** Resolves with the reason when the slot is gone. */
  get exited(): Promise<string> {
    return this.process.exited;
  }

  /** Whether it can take another command. */
  get isUsable(): boolean {
    return this.process.isAlive && !this.isSpoilt;
  }

  /** Hands a command over; the slot must be idle. */
  execute(job: CommandJob): HostedCommand {
    const { message, output } = this.prepare(job);
    const tree = this.runsOnHost ? new GroupTree(this.path(GROUP_FILE), job.marker) : new NamespaceTree(this.process);
    let killedAt: number | null = null;
    const outcome = this.conclude(this.report(job), tree, output);
    this.process.send(message);
    return {
      outcome,
      terminate: () => {
        this.setStopping(true);
        const found = tree.terminate();
        if (found) void this.endStopping(tree, outcome);
        return found;
      },
      kill: () => {
        this.setStopping(false);
        tree.kill();
        // A command on the host can reach its slot too, and stop it.
        killedAt ??= performance.now();
        if (performance.now() - killedAt > KILL_PATIENCE_MS) this.process.kill();
      },
    };
  }

  /** Kills the slot with what runs in it. */
  async close(): Promise<void> {
    await this.process.close();
  }

  private get runsOnHost(): boolean {
    return this.settings.isolation === 'process-group';
  }

  private path(name: string): string {
    return join(this.settings.folder, name);
  }

  private prepare(job: CommandJob): { message: Buffer | string; output: OutputPipe } {
    try {
      this.setStopping(false);
      const environment = { ...job.environment, ...this.secretFiles.write(job.secretFiles) };
      if (this.runsOnHost) writeFileSync(this.path(MARKER_FILE), job.marker.map((line) => `${line}\n`).join(''));
      const message = this.messageOf(job, environment);
      return { message, output: new OutputPipe(this.path(OUTPUT_PIPE), job.onOutput) };
    } catch (error) {
      // A command may have removed the slot's folder.
      this.isSpoilt = true;
      throw error;
    }
  }

  private messageOf(job: CommandJob, environment: CommandJob['environment']): Buffer | string {
    if (this.settings.program.kind === 'python') {
      return commandFrame(job, { ...this.settings.environment, ...environment });
    }
    const script = commandScript({
      ...job,
      environment,
      outputPath: this.path(OUTPUT_PIPE),
      sessionLauncher: this.process.sessionLauncher,
      groupPath: this.runsOnHost && process.platform === 'linux' ? this.path(GROUP_FILE) : null,
    });
    writeFileSync(this.path(COMMAND_FILE), script, { mode: 0o600 });
    return '\n';
  }

  /** What the slot says of the command, once it is over. */
  private report(job: CommandJob): Promise<HostedOutcome> {
    const read = reportReader(this.settings.program.kind, job);
    return new Promise((resolve) => {
      this.process.listener = {
        onDeath: (reason) => resolve({ kind: 'died', reason }),
        onLine: (line) => {
          const report = read(line);
          if (report !== null) resolve(report);
        },
      };
    });
  }

  private async conclude(
    report: Promise<HostedOutcome>,
    tree: ProcessTree,
    output: OutputPipe,
  ): Promise<HostedOutcome> {
    const outcome = await report;
    await tree.settle();
    this.secretFiles.remove();
    if (!(await output.drain())) {
      tree.killHolders(this.path(OUTPUT_PIPE));
      // Whoever holds the pipe would write into the next command's output.
      this.isSpoilt = true;
    }
    return outcome;
  }

  private setStopping(stopping: boolean): void {
    if (stopping === this.stopping) return;
    this.stopping = stopping;
    if (stopping) writeFileSync(this.path(STOPPING_FILE), '');
    else rmSync(this.path(STOPPING_FILE), { force: true });
  }

  /**
   * While a stopped command ends: tells what nobody had seen, and says on the host when nothing lives any more: a shell
   * cannot tell the living from zombies, which are there for long where the host's init reaps late.
   */
  private async endStopping(tree: ProcessTree, outcome: Promise<HostedOutcome>): Promise<void> {
    let isOver = false;
    void outcome.then(() => {
      isOver = true;
    });
    while (this.stopping && !isOver) {
      await new Promise((resolve) => setTimeout(resolve, AFTERMATH_POLL_MS));
      if (isOver) return;
      tree.terminateUnseen();
      if (this.runsOnHost && !tree.isAlive()) this.setStopping(false);
    }
  }
}
