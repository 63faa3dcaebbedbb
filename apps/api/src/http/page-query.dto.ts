import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { toInteger } from './query-values';

export class PageQuery {
  /** How many rows at most. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 100;

  /** Opaque position from the `Link: <…>; rel="next"` header of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 2048)
  cursor?: string;
}
