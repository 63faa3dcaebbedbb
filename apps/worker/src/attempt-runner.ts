import type { CommandEnd, CommandExecutor } from '@app/cli-executor';
import {
  AttemptOutput,
  type ClaimedTask,
  type OutputStore,
  type Spool,
  type TypeDefinitionRepository,
} from '@app/orchestrator';
import { type ResolvedInput, resolveInputText } from '@app/process-types';
import { type AttemptReport, attemptReport } from './attempt-outcome';
import { commandEnvironment } from './command-environment';
import { retryWhileDatabaseIsAway } from './database-retry';
import type { RunningAttempt } from './running-attempts';

export interface AttemptRunnerOptions {
  /** Where output is on disk until it is stored. */
  readonly spool: Spool;
  readonly outputLimitBytes: number;
  /** How often output is stored while a command runs. */
  readonly flushMs: number;
  /** Hears of reads and writes that have to wait for the database. */
  readonly onDatabaseFault: (error: unknown, held: ClaimedTask) => void;
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
    private readonly definitions: TypeDefinitionRepository,
    private readonly outputs: OutputStore,
    private readonly options: AttemptRunnerOptions,
  ) {}

  /** Gives what is to be reported. Waits for a database that is away; throws its other errors. */
  async run(attempt: RunningAttempt): Promise<FinishedAttempt> {
    const { held } = attempt;
    const input = await this.resolve(held);
    if (typeof input === 'string')
      return { report: attemptReport(held, { kind: 'not-started', reason: input }, undefined, null), output: null };
    const { outputLimitBytes, spool } = this.options;
    const output = new AttemptOutput(this.outputs, held, outputLimitBytes, spool.open(held));
    const end = await this.execute(attempt, input, output);
    const kept = await retryWhileDatabaseIsAway(
      () => output.finish(),
      (error) => this.options.onDatabaseFault(error, held),
    );
    return { report: attemptReport(held, end, attempt.endReason, kept), output };
  }

  private async execute(attempt: RunningAttempt, input: ResolvedInput, output: AttemptOutput): Promise<CommandEnd> {
    const { held } = attempt;
    const flush = setInterval(() => {
      output.flush().catch((error: unknown) => this.options.onDatabaseFault(error, held));
    }, this.options.flushMs);
    try {
      const command = this.executor.run({
        key: `${held.taskId}-${held.attempt}`,
        command: held.command,
        workingDirectory: held.workingDirectory,
        environment: commandEnvironment(held, input),
        timeoutMs: held.timeoutMs,
        onOutput: (bytes) => output.write(bytes),
      });
      attempt.began(command);
      return await command.end;
    } finally {
      clearInterval(flush);
    }
  }

  // The input as the definition of this run's version reads it, or why there is none.
  private async resolve(held: ClaimedTask): Promise<ResolvedInput | string> {
    const definition = await retryWhileDatabaseIsAway(
      () => this.definitions.findVersion(held.type, held.typeVersion),
      (error) => this.options.onDatabaseFault(error, held),
    );
    if (!definition) return `version ${held.typeVersion} of process type '${held.type}' is not stored`;
    const input = resolveInputText(definition, held.inputData);
    return input.ok ? input.value : input.issues.map((issue) => `${issue.field}: ${issue.message}`).join(' ');
  }
}
