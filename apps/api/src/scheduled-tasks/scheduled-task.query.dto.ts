import { WORK_LIST_SORTS, WORK_LIST_STATES, type WorkListSort, type WorkListState } from '@app/process-records';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { OptionalMoment } from '../http/optional-moment.decorator';
import { PageQuery } from '../http/page-query.dto';
import { PLAIN_TEXT, toBoolean } from '../http/query-values';

export class ScheduledTaskQuery extends PageQuery {
  /** Only rows in this state; absent: all. */
  @ApiPropertyOptional({ enum: WORK_LIST_STATES, enumName: 'WorkListState' })
  @IsOptional()
  @IsIn(WORK_LIST_STATES)
  state?: WorkListState;

  /** Exact name, e.g. `process-task`. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  taskName?: string;

  /** Part of the name, in any case. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  taskNamePart?: string;

  /** Part of the instance, or of the id of the process whose step it is, in any case. */
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

  /** Only rows that a worker holds, or only those that none does. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  picked?: boolean;

  /** Only rows whose time has come, or only those in the future. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  due?: boolean;

  /**
   * Execution time at this moment or later.
   * @example '2026-11-23T00:00:00Z'
   */
  @OptionalMoment()
  from?: Date;

  /**
   * Execution time before this moment.
   * @example '2026-11-24T00:00:00Z'
   */
  @OptionalMoment()
  to?: Date;

  /** A minus sign sorts downwards. */
  @ApiPropertyOptional({ enum: WORK_LIST_SORTS, enumName: 'ScheduledTaskSort', default: 'executionTime' })
  @IsOptional()
  @IsIn(WORK_LIST_SORTS)
  sort: WorkListSort = 'executionTime';
}
