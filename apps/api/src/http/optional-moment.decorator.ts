import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import { A_MOMENT, toMoment } from './query-values';

/** A field of a query that may be absent: an ISO 8601 moment with its zone, as a `Date`. */
export function OptionalMoment(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ format: 'date-time' }),
    IsOptional(),
    Transform(toMoment),
    IsDate(A_MOMENT),
  );
}
