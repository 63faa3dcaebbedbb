import type { AttemptOutcome } from '@app/process-core';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('task_attempt')
export class TaskAttempt {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId: string;

  /** Counts from 1 within the task. */
  @PrimaryColumn('integer')
  attempt: number;

  @Column('uuid', { name: 'run_id' })
  runId: string;

  @Column('varchar', { name: 'worker_id', length: 50 })
  workerId: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

  @Column('varchar', { length: 20, nullable: true })
  outcome: AttemptOutcome | null;

  @Column('integer', { name: 'exit_code', nullable: true })
  exitCode: number | null;

  @Column('varchar', { length: 20, nullable: true })
  signal: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage: string | null;

  @Column('bigint', { name: 'output_bytes' })
  outputBytes: number;

  @Column('boolean', { name: 'output_truncated' })
  outputTruncated: boolean;

  /** What a worker reported after it had lost its lease; evidence only, it changed nothing. */
  @Column('jsonb', { name: 'late_result', nullable: true })
  lateResult: Record<string, unknown> | null;
}
