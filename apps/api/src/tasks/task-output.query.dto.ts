import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { toBoolean } from '../http/query-values';

export class TaskOutputQuery {
  /** False leaves the tasks' `output` out (null), which can be 64 KiB for each. */
  @ApiPropertyOptional()
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  output: boolean = true;
}
