import { WORK_LIST_STATES, type WorkListState } from '@app/process-records';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { WaitingDto } from '../process-records/waiting.dto';

/** A row of the live work list. */
@ApiSchema({ name: 'ScheduledTask' })
export class ScheduledTaskDto {
  /**
   * `process-task`: the next or running step of a run; `process-schedule`: the next fire of a schedule; `maintenance`:
   * upkeep of the product itself.
   * @example 'process-task'
   */
  taskName: string;

  /** Id of the task, record or job that it is for. */
  taskInstance: string;

  /** The row's data, if it has any; always null where data is hidden. */
  taskData: string | null;

  executionTime: Date;

  /** True while a worker holds it. */
  picked: boolean;

  /** Id of that worker. */
  pickedBy: string | null;

  lastSuccess: Date | null;
  lastFailure: Date | null;
  consecutiveFailures: number;
  lastHeartbeat: Date | null;

  /** Fencing token: every transition counts it up. */
  version: number;

  /** Higher runs first. */
  priority: number;

  /** `running`: a worker holds it; of those that wait, `failed` wait after a failure. */
  @ApiProperty({ enum: WORK_LIST_STATES, enumName: 'WorkListState' })
  state: WorkListState;

  /**
   * Of a step or a schedule.
   * @example 'nightly-backup'
   */
  processRecordId: string | null;

  @ApiProperty({ format: 'uuid' })
  runId: string | null;

  /** @example 41 */
  runNumber: number | null;

  /**
   * Of a step: the name of its task.
   * @example 'verify'
   */
  stepName: string | null;

  /** Of a step: counts from 0. */
  @ApiProperty({ type: 'integer' })
  stepIndex: number | null;
}

/** For each action why it is refused, in words; null when it is possible. */
@ApiSchema({ name: 'ScheduledTaskRefusals' })
export class ScheduledTaskRefusalsDto {
  @ApiProperty({ example: null })
  runNow: string | null;

  @ApiProperty({ example: null })
  reschedule: string | null;

  @ApiProperty({ example: null })
  delete: string | null;
}

/** A row of the live work list with all that is known of it. */
@ApiSchema({ name: 'ScheduledTaskDetail' })
export class ScheduledTaskDetailDto extends ScheduledTaskDto {
  /**
   * Of a step; null where data is hidden.
   * @example 'pg_verifybackup "${output_dir}"'
   */
  command: string | null;

  /** Of the step's latest attempt that ended, of the schedule, or of the job's latest round. */
  @ApiProperty({ example: 'exit code 1' })
  errorMessage: string | null;

  /** Why a step does not run at this moment. */
  waiting: WaitingDto | null;

  refusals: ScheduledTaskRefusalsDto;
}

/** The rows of one name, counted by state. */
@ApiSchema({ name: 'ScheduledTaskGroup' })
export class ScheduledTaskGroupDto {
  /** @example 'process-task' */
  taskName: string;

  /** @example 12 */
  @ApiProperty({ type: 'integer' })
  total: number;

  /** @example 4 */
  @ApiProperty({ type: 'integer' })
  scheduled: number;

  /** @example 7 */
  @ApiProperty({ type: 'integer' })
  running: number;

  /** @example 1 */
  @ApiProperty({ type: 'integer' })
  failed: number;
}

@ApiSchema({ name: 'ScheduledTaskGroups' })
export class ScheduledTaskGroupsDto {
  @ApiProperty({ type: [ScheduledTaskGroupDto] })
  groups: ScheduledTaskGroupDto[];

  /** False where the installation hides data and commands (`WORK_LIST_DATA=hidden`). */
  dataShown: boolean;

  /** False where the installation (`WORK_LIST_ACTIONS=off`) or the own role lets the list be read only. */
  actionsAllowed: boolean;
}
