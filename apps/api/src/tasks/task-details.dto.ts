import {
  type Backoff,
  type OnWorkerLost,
  RUN_STATUSES,
  type RunStatus,
  TASK_STATUSES,
  type TaskStatus,
} from '@app/process-core';
import { VARIABLE_ORIGINS, type VariableOrigin } from '@app/process-records';
import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { TaskAttemptDto, TaskDto } from './task.dto';

/** An attempt with where it ran and since when it had waited. */
@ApiSchema({ name: 'TaskAttemptDetails' })
export class TaskAttemptDetailsDto extends TaskAttemptDto {
  /** When it began to wait: the attempt or the task before it had ended, or the run had begun. Any delay counts. */
  queuedAt: Date;

  /**
   * Host of the worker; null when the worker is not known any more.
   * @example 'build-7'
   */
  workerHost: string | null;
}

/** The run that a task belongs to. */
@ApiSchema({ name: 'TaskRun' })
export class TaskRunDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** @example 41 */
  runNumber: number;

  /** @example 'single-task-process' */
  type: string;

  /** @example 1 */
  typeVersion: number;

  @ApiProperty({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  status: RunStatus;

  /** @example 3 */
  totalTasks: number;
}

/** The task before or after another one in the same run. */
@ApiSchema({ name: 'TaskNeighbour' })
export class TaskNeighbourDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** @example 1 */
  taskIndex: number;

  /** @example 'test-2-2' */
  taskName: string;

  @ApiProperty({ enum: TASK_STATUSES, enumName: 'TaskStatus' })
  status: TaskStatus;
}

/** A variable of the command's environment. */
@ApiSchema({ name: 'TaskVariable' })
export class TaskVariableDto {
  /** @example 'input_file' */
  name: string;

  /**
   * `••••` when it is secret; in `PROCESS_INPUT` secret values are masked in place.
   * @example '/data/orders.csv'
   */
  value: string;

  secret: boolean;

  /** The task's own `env`, a parameter of the type, or the run itself. */
  @ApiProperty({ enum: VARIABLE_ORIGINS, enumName: 'VariableOrigin' })
  origin: VariableOrigin;
}

/** The same task in another run of the record. */
@ApiSchema({ name: 'TaskInRun' })
export class TaskInRunDto {
  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ format: 'uuid' })
  runId: string;

  /** @example 40 */
  runNumber: number;

  @ApiProperty({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  runStatus: RunStatus;

  @ApiProperty({ enum: TASK_STATUSES, enumName: 'TaskStatus' })
  status: TaskStatus;

  startedAt: Date | null;
  completedAt: Date | null;

  /** From start to end, or to now while it runs; null before the start. */
  durationMs: number | null;

  /** @example 1 */
  attemptCount: number;

  /** @example 0 */
  @ApiProperty({ type: 'integer' })
  exitCode: number | null;

  /** @example 'SIGTERM' */
  signal: string | null;

  errorMessage: string | null;
}

@ApiSchema({ name: 'TaskDetails' })
export class TaskDetailsDto extends OmitType(TaskDto, ['attempts'] as const) {
  /** Oldest first. */
  attempts: TaskAttemptDetailsDto[];

  /**
   * Pause before a retry.
   * @example 10
   */
  retryDelaySeconds: number;

  /** Whether the pause stays the same or doubles with each retry. */
  @ApiProperty({ enum: ['fixed', 'exponential'], enumName: 'Backoff' })
  backoff: Backoff;

  /** What the loss of its worker means: another attempt, or failure. */
  @ApiProperty({ enum: ['retry', 'fail'], enumName: 'OnWorkerLost' })
  onWorkerLost: OnWorkerLost;

  /** True when the run goes on after its failure. */
  continueOnFailure: boolean;

  run: TaskRunDto;

  /** The task before it in the run. */
  previousTask: TaskNeighbourDto | null;

  /** The task after it in the run. */
  nextTask: TaskNeighbourDto | null;

  /** What is added to the fixed base of a command's environment (`PATH, HOME, LANG, TZ, TMPDIR`). */
  environment: TaskVariableDto[];

  /**
   * The command with its folder and environment, for a POSIX shell; it takes secret values from variables of its own.
   * @example "cd -- /data && TASK_NAME=copy sh -c 'cp a b'"
   */
  shellCommand: string;

  /** The same task in the record's newest run; null when this is the newest. */
  latest: TaskInRunDto | null;

  /** The same task in up to ten runs before, newest first. */
  earlier: TaskInRunDto[];
}
