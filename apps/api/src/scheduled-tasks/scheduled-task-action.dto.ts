import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { A_MOMENT, PLAIN_TEXT, toInteger, toMoment } from '../http/query-values';

const VERSION = {
  type: 'integer' as const,
  description: 'That of the row as it was read: when it has changed since, nothing is done',
  example: 3,
};

@ApiSchema({ name: 'RunScheduledTaskNow' })
export class RunNowDto {
  @ApiPropertyOptional(VERSION)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  version?: number;
}

@ApiSchema({ name: 'RescheduleScheduledTask' })
export class RescheduleDto extends RunNowDto {
  /** When it is to run; a moment in the past means now. */
  @ApiProperty({ format: 'date-time', example: '2026-11-23T18:00:00Z' })
  @Transform(toMoment)
  @IsDate(A_MOMENT)
  executionTime: Date;
}

export class DeleteScheduledTaskQuery {
  @ApiPropertyOptional(VERSION)
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  version?: number;
}

@ApiSchema({ name: 'RunFailedScheduledTasks' })
export class RunFailedDto {
  /**
   * Exact name of the rows.
   * @example 'process-task'
   */
  @IsString()
  @Length(1, 255)
  @Matches(...PLAIN_TEXT)
  taskName: string;
}

@ApiSchema({ name: 'RunFailedResult' })
export class RunFailedResultDto {
  /** @example true */
  success: boolean;

  /** @example '12 rows run now.' */
  message: string;

  /**
   * Rows that run now. One request moves 1,000 at most: ask again as long as it is that many.
   * @example 12
   */
  @ApiProperty({ type: 'integer' })
  count: number;
}
