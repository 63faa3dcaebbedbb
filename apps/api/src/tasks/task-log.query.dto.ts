import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Length, Matches, Max, Min, NotEquals } from 'class-validator';
import { PLAIN_TEXT, toBoolean, toInteger } from '../http/query-values';

const MAX_ATTEMPT = 2_147_483_647;
const MAX_LINES = 1000;
const MAX_SEARCH = 200;
const DEFAULT_LINE_BYTES = 64 * 1024;
const MAX_LINE_BYTES = 256 * 1024;
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

export class TaskLogLinesQuery extends TaskLogStreamQuery {
  /** First line, counted from 1; a negative number counts from the end (-200: the last 200 lines). */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @NotEquals(0)
  @Min(MIN_LINE)
  @Max(MAX_LINE)
  fromLine: number = 1;

  /** How many lines at most. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_LINES)
  limit: number = MAX_LINES;
}

export class TaskLogLineQuery extends TaskLogStreamQuery {
  /** Where to begin, in bytes from the beginning of the line. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(MAX_LINE)
  fromByte: number = 0;

  /** How many bytes at most. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(4)
  @Max(MAX_LINE_BYTES)
  limit: number = DEFAULT_LINE_BYTES;
}

export class TaskLogSearchQuery extends TaskLogStreamQuery {
  /**
   * Text to look for, taken literally.
   * @example 'checksum mismatch'
   */
  @Length(1, MAX_SEARCH)
  @Matches(...PLAIN_TEXT)
  q: string;

  /** True when upper and lower case differ. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  matchCase: boolean = false;

  /** First line to look at, counted from 1. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_LINE)
  fromLine: number = 1;

  /** Looks only before this line, and gives the last matches there instead of the first. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_LINE)
  beforeLine?: number;

  /** How many matches at most. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(MAX_LINES)
  limit: number = 100;
}
