import type { StatusCounts } from '@app/process-records';
import type { StatusCountsDto } from './statistics.dto';

export function toStatusCountsDto(counts: StatusCounts): StatusCountsDto {
  return { byStatus: { ...counts }, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}
