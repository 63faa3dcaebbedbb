import { ALL_NAMES, type ProcessTypeRepository, type StoredInputs } from '@app/process-types';
import { SecretFault } from '@app/secrets';
import { shellCommand } from './shell-command';
import type { Task } from './task.entity';
import type { AttemptContext, TaskContextRepository, TaskContextRow, TaskInRun } from './task-context.repository';
import { type ShownVariable, shownEnvironment } from './task-environment';

/** What surrounds a task, as it may be shown. */
export interface TaskContext extends Pick<TaskContextRow, 'previous' | 'next'> {
  readonly run: Omit<TaskContextRow['run'], 'inputData'>;
  readonly environment: readonly ShownVariable[];
  readonly shellCommand: string;
  readonly attempts: readonly AttemptContext[];
  /** The same task in the record's newest run, when the task's own run is an older one. */
  readonly latest: TaskInRun | null;
  /** The same task in the runs before, newest first. */
  readonly earlier: readonly TaskInRun[];
}

const EARLIER_RUNS = 10;

/** Shows where a task stands, and what its command is given. */
export class TaskContextService {
  constructor(
    private readonly contexts: TaskContextRepository,
    private readonly types: ProcessTypeRepository,
    private readonly inputs: StoredInputs,
  ) {}

  /** Null when the task does not exist any more. */
  async find(task: Task): Promise<TaskContext | null> {
    const [context, attempts] = await Promise.all([this.contexts.find(task.id), this.contexts.listAttempts(task.id)]);
    if (context === null) return null;
    const { definition, previous, next } = context;
    const { inputData, ...run } = context.run;
    const [secretsByType, others] = await Promise.all([
      this.types.findSecretNames([run.type]),
      this.contexts.listInOtherRuns(task.processRecordId, run.runNumber, task.taskName, EARLIER_RUNS),
    ]);
    const secrets = secretsByType.get(run.type) ?? ALL_NAMES;
    const openedInput = this.open(task.processRecordId, inputData);
    const environment = shownEnvironment(task, { type: run.type, definition, inputData, openedInput, secrets });
    return {
      run,
      previous,
      next,
      environment,
      shellCommand: shellCommand({ ...task, environment }),
      attempts,
      latest: others.find((other) => other.runNumber > run.runNumber) ?? null,
      earlier: others.filter((other) => other.runNumber < run.runNumber),
    };
  }

  // A page must not fail because a key is missing: it shows no secret anyway.
  private open(recordId: string, inputData: string | null): string | null {
    try {
      return this.inputs.open(recordId, inputData);
    } catch (error) {
      if (error instanceof SecretFault) return null;
      throw error;
    }
  }
}
