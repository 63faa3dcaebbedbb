import { ATTEMPT_OUTCOMES, type AttemptOutcome, TASK_STATUSES, type TaskStatus } from '@app/process-core';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { WaitingDto } from '../process-records/waiting.dto';

/** One execution of a task's command. */
@ApiSchema({ name: 'TaskAttempt' })
export class TaskAttemptDto {
  /**
   * Counts from 1.
   * @example 1
   */
  attempt: number;

  workerId: string;

  /** When the pause after the attempt before was over and it began to wait for a worker; null for the first. */
  retryDueAt: Date | null;

  startedAt: Date;

  /** Null while it runs. */
  completedAt: Date | null;

  /** From start to end, or to now while it runs. */
  durationMs: number;

  @ApiProperty({ enum: ATTEMPT_OUTCOMES, enumName: 'AttemptOutcome', nullable: true })
  outcome: AttemptOutcome | null;

  /** @example 0 */
  @ApiProperty({ type: 'integer' })
  exitCode: number | null;

  /** @example 'SIGTERM' */
  signal: string | null;

  errorMessage: string | null;

  /** Bytes of output that were kept. */
  outputBytes: number;

  /** True when there was more output than is kept. */
  outputTruncated: boolean;

  /** What a worker reported after its lease was gone; it changed nothing. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  lateResult: Record<string, unknown> | null;
}

/** A task without its output and attempts, as lists show it. */
@ApiSchema({ name: 'TaskSummary' })
export class TaskSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** @example 'nightly-backup' */
  processRecordId: string;

  @ApiProperty({ format: 'uuid' })
  runId: string;

  /**
   * Counts from 0.
   * @example 0
   */
  taskIndex: number;

  /** @example 'test-1-1' */
  taskName: string;

  @ApiProperty({ enum: TASK_STATUSES, enumName: 'TaskStatus' })
  status: TaskStatus;

  /** @example 'echo hello' */
  command: string;

  workingDirectory: string | null;

  /** @example 30 */
  timeoutMinutes: number | null;

  /** Retries used so far. */
  retryCount: number;

  maxRetries: number;
  startedAt: Date | null;
  completedAt: Date | null;

  /** From start to end, or to now while it runs; null before the start. */
  durationMs: number | null;

  errorMessage: string | null;

  /** @example 0 */
  @ApiProperty({ type: 'integer' })
  exitCode: number | null;

  /** @example 'SIGTERM' */
  signal: string | null;

  /** True when the latest attempt wrote more than is kept. */
  outputTruncated: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true })
  metadata: Record<string, unknown>;
}

@ApiSchema({ name: 'Task' })
export class TaskDto extends TaskSummaryDto {
  /** The last 64 KiB of the latest attempt's stdout and stderr, in the order written. */
  output: string | null;

  /** Oldest first. */
  attempts: TaskAttemptDto[];

  /** Why it does not run at this moment; null when it does, when it is over, or when its turn has not come. */
  waiting: WaitingDto | null;
}
