import { RUN_STATUSES, type RunStatus } from '@app/process-core';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ScheduleOptionsDto } from '../schedules/schedule-options.dto';
import { WaitingDto } from './waiting.dto';

/** A user's named instance of a process type, with the state of its latest run. */
@ApiSchema({ name: 'ProcessRecord' })
export class ProcessRecordDto {
  /** @example 'nightly-backup' */
  id: string;

  /**
   * Name of the process type.
   * @example 'single-task-process'
   */
  type: string;

  /**
   * Values of the type's parameters; secret ones are masked as `••••`.
   * @example { "input_file": "/data/in.csv" }
   */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  inputData: Record<string, unknown> | null;

  /**
   * Cron expression, delay (`every 90s`) or time (`at 2026-12-24T18:00`).
   * @example '0 3 * * *'
   */
  schedule: string | null;

  /**
   * IANA zone in which the schedule is read; null is UTC.
   * @example 'Europe/Berlin'
   */
  timeZone: string | null;

  /** As they were given; null is all defaults. */
  scheduleOptions: ScheduleOptionsDto | null;

  /** When the schedule fires next; null also while it is paused, or waits for the end of a run. */
  nextFireAt: Date | null;

  /** Since when its schedule is paused; null when it is not. */
  schedulePausedAt: Date | null;

  /** Why its schedule does not fire, or made no run when it was last due; null when all is well. */
  scheduleError: string | null;

  @ApiProperty({ enum: RUN_STATUSES, enumName: 'RunStatus' })
  currentStatus: RunStatus;

  /**
   * Index of the task that the latest run is at, counted from 0.
   * @example 0
   */
  currentTaskIndex: number;

  /** @example 1 */
  totalTasks: number;

  startedWhen: Date | null;
  completedWhen: Date | null;
  failedWhen: Date | null;
  stoppedWhen: Date | null;

  /** Why the latest run failed. */
  lastErrorMessage: string | null;

  /**
   * Who or what started the latest run.
   * @example 'admin'
   */
  triggeredBy: string | null;

  /**
   * How long the latest run took; null while it runs and when it never ran.
   * @example 42000
   */
  @ApiProperty({ type: 'integer' })
  lastDurationMs: number | null;

  /**
   * How long its runs usually take: the median of the last 20 that completed, resumed ones aside; null without any.
   * @example 40000
   */
  @ApiProperty({ type: 'integer' })
  usualDurationMs: number | null;

  createdAt: Date;
  updatedAt: Date;

  /** @example '019a8f2e-6c1b-7cc2-9d3e-0a4a51c0d001' */
  @ApiProperty({ format: 'uuid' })
  latestRunId: string | null;

  /** Why its active run does not go on at this moment; null when it does, or when none is active. */
  waiting: WaitingDto | null;
}
