import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Length, Matches } from 'class-validator';
import { PageQuery } from '../http/page-query.dto';
import { PLAIN_TEXT, toBoolean } from '../http/query-values';

/** A row of the live work list. */
@ApiSchema({ name: 'ScheduledTask' })
export class ScheduledTaskDto {
  /** @example 'process-task' */
  taskName: string;

  /** Id of the task, record or job that it is for. */
  taskInstance: string;

  /** The row's data, if it has any. */
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
}

export class ScheduledTaskQuery extends PageQuery {
  /** Exact name, e.g. `process-task`. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  taskName?: string;

  /** Part of the instance, in any case. */
  @IsOptional()
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  search?: string;

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
}
