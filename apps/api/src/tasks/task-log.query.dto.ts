import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min, NotEquals } from 'class-validator';
import { toBoolean, toInteger } from '../http/query-values';

const MAX_ATTEMPT = 2_147_483_647;
const MAX_LINE = Number.MAX_SAFE_INTEGER;
const MIN_LINE = Number.MIN_SAFE_INTEGER;

export class TaskLogStreamQuery {
  /** Number of the attempt, counted from 1; the latest when absent. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_ATTEMPT)
  attempt?: number;
}

export class TaskLogQuery extends TaskLogStreamQuery {
  /** First line, counted from 1; a negative number counts from the end (-200: the last 200 lines). */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @NotEquals(0)
  @Min(MIN_LINE)
  @Max(MAX_LINE)
  fromLine?: number;

  /** How many lines at most; all when absent. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_LINE)
  lines?: number;

  /** Sends the text as a file. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  download?: boolean;
}
