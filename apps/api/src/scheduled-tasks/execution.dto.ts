import { EXECUTION_KINDS, EXECUTION_OUTCOMES, type ExecutionKind, type ExecutionOutcome } from '@app/process-records';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { OptionalMoment } from '../http/optional-moment.decorator';
import { PageQuery } from '../http/page-query.dto';
import { PLAIN_TEXT, toBoolean } from '../http/query-values';

/** Something from the work list that was done: an attempt at a step, a fire of a schedule, a round of maintenance. */
@ApiSchema({ name: 'Execution' })
export class ExecutionDto {
  @ApiProperty({ enum: EXECUTION_KINDS, enumName: 'ExecutionKind' })
  taskName: ExecutionKind;

  /** Id of the task, record or job. */
  taskInstance: string;

  /** Of an attempt: its number, from 1. */
  @ApiProperty({ type: 'integer' })
  attempt: number | null;

  /** Of a fire: the time that it answers. */
  fireAt: Date | null;

  startedAt: Date;

  /** Null while it runs. */
  completedAt: Date | null;

  /**
   * @example 1200
   */
  @ApiProperty({ type: 'integer' })
  durationMs: number | null;

  /** Null while it runs. Attempts and jobs succeed or fail; fires `RUN`, are `QUEUED` or `SKIPPED`. */
  @ApiProperty({ enum: EXECUTION_OUTCOMES, enumName: 'ExecutionOutcome' })
  outcome: ExecutionOutcome | null;

  /** @example 'exit code 1' */
  errorMessage: string | null;

  @ApiProperty({ type: 'integer' })
  exitCode: number | null;

  workerId: string | null;

  /** @example 'nightly-backup' */
  processRecordId: string | null;

  @ApiProperty({ format: 'uuid' })
  runId: string | null;

  /** @example 41 */
  @ApiProperty({ type: 'integer' })
  runNumber: number | null;

  /**
   * Of an attempt: the name of its task.
   * @example 'verify'
   */
  stepName: string | null;
}

export class ExecutionQuery extends PageQuery {
  @ApiPropertyOptional({ enum: EXECUTION_KINDS, enumName: 'ExecutionKind' })
  @IsOptional()
  @IsIn(EXECUTION_KINDS)
  taskName?: ExecutionKind;

  @ApiPropertyOptional({ enum: EXECUTION_OUTCOMES, enumName: 'ExecutionOutcome' })
  @IsOptional()
  @IsIn(EXECUTION_OUTCOMES)
  outcome?: ExecutionOutcome;

  /** Part of the instance, or of the id of the process whose step it was, in any case. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  search?: string;

  /** True: `search` is the whole instance or id. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  exact?: boolean;

  /**
   * Started at this moment or later.
   * @example '2026-11-23T00:00:00Z'
   */
  @OptionalMoment()
  from?: Date;

  /**
   * Started before this moment.
   * @example '2026-11-24T00:00:00Z'
   */
  @OptionalMoment()
  to?: Date;
}
