import { ATTENTION_REASONS, type AttentionReason } from '@app/process-records';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { toInteger } from '../http/query-values';
import { WaitingDto } from '../process-records/waiting.dto';

/** The task that failed or does not get on. */
@ApiSchema({ name: 'AttentionTask' })
export class AttentionTaskDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  taskIndex: number;

  /** @example "verify" */
  taskName: string;

  @ApiProperty({ type: 'integer' })
  exitCode: number | null;

  signal: string | null;

  /** @example "exit code 1" */
  errorMessage: string | null;
}

/** A process record that somebody should look at. */
@ApiSchema({ name: 'Attention' })
export class AttentionDto {
  /** @example "nightly-backup" */
  recordId: string;

  @ApiProperty({ format: 'uuid' })
  runId: string | null;

  /**
   * `worker-lost`: its worker is silent; `waiting`: it has been due for more than a minute; `retrying`: it failed and
   * will be tried again; `failed`: its latest run failed.
   */
  @ApiProperty({ enum: ATTENTION_REASONS, enumName: 'AttentionReason' })
  reason: AttentionReason;

  since: Date;

  task: AttentionTaskDto | null;

  /**
   * Why the run failed.
   * @example "Task 'verify' failed: exit code 1"
   */
  errorMessage: string | null;

  /** Why its step waits, for the reasons other than `failed`. */
  waiting: WaitingDto | null;
}

export class AttentionQuery {
  /** How many at most. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 10;
}
