import type { RunStatus } from '@app/process-core';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What made a run start. */
export type RunTrigger = 'manual' | 'schedule' | 'resume';

@Entity('process_run')
export class ProcessRun {
  @PrimaryColumn('uuid')
  id: string;

  @Column('varchar', { name: 'process_record_id', length: 255 })
  processRecordId: string;

  /** Counts from 1 within the record. */
  @Column('integer', { name: 'run_number' })
  runNumber: number;

  @Column('varchar', { length: 100 })
  type: string;

  @Column('integer', { name: 'type_version' })
  typeVersion: number;

  @Column('text', { name: 'input_data', nullable: true })
  inputData: string | null;

  @Column('varchar', { length: 50 })
  status: RunStatus;

  @Column('integer', { name: 'current_task_index' })
  currentTaskIndex: number;

  @Column('integer', { name: 'total_tasks' })
  totalTasks: number;

  @Column('varchar', { length: 20 })
  trigger: RunTrigger;

  @Column('varchar', { name: 'triggered_by', length: 255 })
  triggeredBy: string;

  @Column('uuid', { name: 'resumed_from_run_id', nullable: true })
  resumedFromRunId: string | null;

  @Column('timestamptz', { name: 'scheduled_fire_at', nullable: true })
  scheduledFireAt: Date | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage: string | null;
}
