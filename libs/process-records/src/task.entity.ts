import type { Backoff, OnWorkerLost, TaskStatus } from '@app/process-core';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tasks')
export class Task {
  @PrimaryColumn('uuid')
  id: string;

  @Column('varchar', { name: 'process_record_id', length: 255 })
  processRecordId: string;

  @Column('uuid', { name: 'run_id' })
  runId: string;

  /** Counts from 0. */
  @Column('integer', { name: 'task_index' })
  taskIndex: number;

  @Column('varchar', { name: 'task_name', length: 255 })
  taskName: string;

  @Column('varchar', { length: 50 })
  status: TaskStatus;

  @Column('text')
  command: string;

  @Column('varchar', { name: 'working_directory', length: 500, nullable: true })
  workingDirectory: string | null;

  @Column('bigint', { name: 'timeout_ms', nullable: true })
  timeoutMs: number | null;

  /** Derived from timeoutMs by the database. */
  @Column({ type: 'float8', name: 'timeout_minutes', nullable: true, insert: false, update: false })
  timeoutMinutes: number | null;

  @Column('integer', { name: 'retry_count' })
  retryCount: number;

  @Column('integer', { name: 'max_retries' })
  maxRetries: number;

  @Column('bigint', { name: 'retry_delay_ms' })
  retryDelayMs: number;

  @Column('varchar', { length: 20 })
  backoff: Backoff;

  @Column('varchar', { name: 'on_worker_lost', length: 20 })
  onWorkerLost: OnWorkerLost;

  @Column('boolean', { name: 'continue_on_failure' })
  continueOnFailure: boolean;

  @Column('jsonb')
  env: Record<string, string>;

  /** Attempts begun so far. */
  @Column('integer', { name: 'attempt_count' })
  attemptCount: number;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage: string | null;

  @Column('integer', { name: 'exit_code', nullable: true })
  exitCode: number | null;

  @Column('varchar', { length: 20, nullable: true })
  signal: string | null;

  /** The last 64 KiB of the latest attempt's output. */
  @Column('text', { nullable: true })
  output: string | null;

  @Column('bigint', { name: 'output_bytes' })
  outputBytes: number;

  @Column('boolean', { name: 'output_truncated' })
  outputTruncated: boolean;

  @Column('jsonb')
  metadata: Record<string, unknown>;
}
