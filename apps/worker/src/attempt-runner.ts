import type { CommandEnd, CommandExecutor } from '@app/cli-executor';
import { sqlState } from '@app/database';
import { AttemptOutput, type OutputStore, type OutputSummary, type Spool, type SpoolFault } from '@app/orchestrator';
import type { AttemptMaterials, AttemptMaterialsSource } from './attempt-materials';
import { type AttemptReport, attemptReport, withoutOutput } from './attempt-outcome';
import { retryWhileDatabaseIsAway } from './database-retry';
import type { RunningAttempt } from './running-attempts';
import { refusesToStore, type WorkerCondition } from './worker-condition';

export interface AttemptRunnerOptions {
  /** Where output is on disk until it is stored. */
  readonly spool: Spool;
  readonly outputLimitBytes: number;
  /** How often output is stored while a command runs. */
  readonly flushMs: number;
  /**
   * How long, in ms, the output of an ended command waits for room in the database. After that the attempt fails with
   * that reason, and only the output's last bytes are kept.
   */
  readonly storeLimitMs: number;
  readonly condition: WorkerCondition;
}

/** What came of an attempt. `output` is null when no command was started. */
export interface FinishedAttempt {
  readonly report: AttemptReport;
  readonly output: AttemptOutput | null;
}

/** Runs the command of a claimed attempt and keeps its output. */
export class AttemptRunner {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly materials: AttemptMaterialsSource,
    private readonly outputs: OutputStore,
    private readonly options: AttemptRunnerOptions,
  ) {}

  /** Gives what is to be reported. Waits for a database that is away; throws its other errors. */
  async run(attempt: RunningAttempt): Promise<FinishedAttempt> {
    const { held } = attempt;
    const materials = await retryWhileDatabaseIsAway(() => this.materials.gather(held), this.options);
    if (typeof materials === 'string')
      return { report: attemptReport(held, { kind: 'not-started', reason: materials }, undefined, null), output: null };
    const { outputLimitBytes, spool } = this.options;
    const output = new AttemptOutput(this.outputs, held, outputLimitBytes, spool.open(held));
    const end = await this.execute(attempt, materials, output);
    const { summary, notKept } = await this.keep(output);
    const report = attemptReport(held, end, attempt.endReason, summary);
    return { report: notKept === null ? report : withoutOutput(report, notKept), output };
  }

  private async execute(
    attempt: RunningAttempt,
    materials: AttemptMaterials,
    output: AttemptOutput,
  ): Promise<CommandEnd> {
    const { held } = attempt;
    const { condition, flushMs } = this.options;
    const { environment, secretFiles, masker } = materials;
    const flush = setInterval(() => {
      output.flush().then(
        () => condition.recovers(output),
        (error: unknown) => condition.suffers(output, error),
      );
    }, flushMs);
    try {
      const command = this.executor.run({
        key: `${held.taskId}-${held.attempt}`,
        command: held.command,
        workingDirectory: held.workingDirectory,
        environment,
        secretFiles,
        timeoutMs: held.timeoutMs,
        onOutput: (bytes) => {
          // Before anything is kept of it, be it on disk.
          output.write(masker === null ? bytes : masker.push(bytes));
          if (output.fault) this.endFor(output.fault, attempt);
        },
      });
      attempt.began(command);
      const end = await command.end;
      if (masker !== null) output.write(masker.end());
      return end;
    } finally {
      clearInterval(flush);
      condition.recovers(output);
    }
  }

  // The folder is in trouble until a look at it says otherwise.
  private endFor(fault: SpoolFault, attempt: RunningAttempt): void {
    if (attempt.endReason === 'output-not-kept') return;
    this.options.condition.suffers(this.options.spool, fault);
    attempt.end('output-not-kept');
  }

  /** Stores what is left of an output; `notKept` says why it is not all there. */
  private async keep(output: AttemptOutput): Promise<{ summary: OutputSummary; notKept: string | null }> {
    const { condition, storeLimitMs } = this.options;
    try {
      const summary = await retryWhileDatabaseIsAway(() => output.finish(), { condition, fullLimitMs: storeLimitMs });
      return { summary, notKept: output.fault && `its output was not kept: ${output.fault.message}` };
    } catch (error) {
      if (!refusesToStore(error)) throw error;
      const waited = `${storeLimitMs / 1000} s`;
      const reason = `its output could not be stored for ${waited}: ${error instanceof Error ? error.message : String(error)} (${sqlState(error)})`;
      return { summary: output.unstored(), notKept: reason };
    }
  }
}
