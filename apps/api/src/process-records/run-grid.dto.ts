import { RUN_STATUSES, type RunStatus, TASK_STATUSES, type TaskStatus } from '@app/process-core';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What became of a task in one run. */
@ApiSchema({ name: 'RunGridCell' })
export class RunGridCellDto {
  @ApiProperty({ format: 'uuid' })
  taskId: string;

  /**
   * Counts from 0.
   * @example 0
   */
  taskIndex: number;

  /** @example 'test-1-1' */
  taskName: string;

  @ApiProperty({ enum: TASK_STATUSES, enumName: 'TaskStatus' })
  status: TaskStatus;

  /** @example 1 */
  attempts: number;

  startedAt: Date | null;
  completedAt: Date | null;

  /** From the start of its first attempt to its end, or to now while it runs; null before the start. */
  durationMs: number | null;
}

/** One column of the grid. */
@ApiSchema({ name: 'RunGridColumn' })
export class RunGridColumnDto {
  @ApiProperty({ format: 'uuid' })
  runId: string;

  /** @example 41 */
  runNumber: number;

  @ApiProperty({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  status: RunStatus;

  @ApiProperty({ enum: ['manual', 'schedule', 'resume'], enumName: 'RunTrigger' })
  trigger: 'manual' | 'schedule' | 'resume';

  /** @example 'admin' */
  triggeredBy: string;

  /** @example 1 */
  typeVersion: number;

  startedAt: Date;
  completedAt: Date | null;

  /** From start to end, or to now while it runs. */
  durationMs: number;

  /** In index order. */
  cells: RunGridCellDto[];
}

@ApiSchema({ name: 'RunGrid' })
export class RunGridDto {
  /** Newest first. */
  runs: RunGridColumnDto[];

  /**
   * The rows: the tasks of the newest run on this page in their order, then those that only older ones have.
   * @example ["test-1-1"]
   */
  taskNames: string[];
}
