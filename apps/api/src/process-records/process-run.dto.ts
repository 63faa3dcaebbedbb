import { RUN_STATUSES, type RunStatus } from '@app/process-core';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TaskDto } from '../tasks/task.dto';
import { WaitingDto } from './waiting.dto';

/** One run of a process record. */
@ApiSchema({ name: 'ProcessRun' })
export class ProcessRunDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  /** @example 'nightly-backup' */
  processRecordId: string;

  /**
   * Counts from 1 within the record.
   * @example 1
   */
  runNumber: number;

  /** @example 'single-task-process' */
  type: string;

  /**
   * Version of the type that the run uses.
   * @example 1
   */
  typeVersion: number;

  /** The record's input when the run began; secret values are masked as `••••`. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  inputData: Record<string, unknown> | null;

  @ApiProperty({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  status: RunStatus;

  /** @example 0 */
  currentTaskIndex: number;

  /** @example 1 */
  totalTasks: number;

  @ApiProperty({ enum: ['manual', 'schedule', 'resume'], enumName: 'RunTrigger' })
  trigger: 'manual' | 'schedule' | 'resume';

  /** @example 'admin' */
  triggeredBy: string;

  /** The run whose finished tasks this one kept. */
  @ApiProperty({ format: 'uuid' })
  resumedFromRunId: string | null;

  /** The moment of the schedule that this run answers. */
  scheduledFireAt: Date | null;

  startedAt: Date;
  completedAt: Date | null;

  /** From start to end, or to now while it runs. */
  durationMs: number;

  errorMessage: string | null;

  /** Why it does not go on at this moment; null when it does, or when it is over. */
  waiting: WaitingDto | null;
}

@ApiSchema({ name: 'ProcessRunDetail' })
export class ProcessRunDetailDto extends ProcessRunDto {
  /** In index order. */
  tasks: TaskDto[];
}
