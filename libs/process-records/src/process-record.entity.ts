import type { RunStatus } from '@app/process-core';
import type { ScheduleOptions } from '@app/scheduling';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('process_record')
export class ProcessRecord {
  @PrimaryColumn('varchar', { length: 255 })
  id: string;

  @Column('varchar', { length: 100 })
  type: string;

  /** The JSON object as the user gave it, or null. */
  @Column('text', { name: 'input_data', nullable: true })
  inputData: string | null;

  @Column('varchar', { length: 100, nullable: true })
  schedule: string | null;

  @Column('varchar', { name: 'time_zone', length: 64, nullable: true })
  timeZone: string | null;

  /** As the user gave them; null is all defaults. */
  @Column('jsonb', { name: 'schedule_options', nullable: true })
  scheduleOptions: ScheduleOptions | null;

  /** Since when its schedule is paused; null when it is not. */
  @Column('timestamptz', { name: 'schedule_paused_at', nullable: true })
  schedulePausedAt: Date | null;

  /** Why its schedule does not fire, or did not when it was last due. */
  @Column('text', { name: 'schedule_error', nullable: true })
  scheduleError: string | null;

  /** The fire that its schedule waits for; null when there is none, or when it follows from the end of a run. */
  @Column('timestamptz', { name: 'next_fire_at', nullable: true })
  nextFireAt: Date | null;

  @Column('varchar', { name: 'current_status', length: 50 })
  currentStatus: RunStatus;

  @Column('integer', { name: 'current_task_index' })
  currentTaskIndex: number;

  @Column('integer', { name: 'total_tasks' })
  totalTasks: number;

  @Column('timestamptz', { name: 'started_when', nullable: true })
  startedWhen: Date | null;

  @Column('timestamptz', { name: 'completed_when', nullable: true })
  completedWhen: Date | null;

  @Column('timestamptz', { name: 'failed_when', nullable: true })
  failedWhen: Date | null;

  @Column('timestamptz', { name: 'stopped_when', nullable: true })
  stoppedWhen: Date | null;

  @Column('text', { name: 'last_error_message', nullable: true })
  lastErrorMessage: string | null;

  @Column('varchar', { name: 'triggered_by', length: 255, nullable: true })
  triggeredBy: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  @Column('uuid', { name: 'latest_run_id', nullable: true })
  latestRunId: string | null;
}
