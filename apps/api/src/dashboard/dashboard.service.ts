import type { Page } from '../http/page';
import type { RecordFilterQuery } from '../process-records/list-process-records.query.dto';
import type { ProcessDetailDto, ProcessListDto } from './process-list.dto';

export abstract class DashboardService {
  abstract list(query: RecordFilterQuery): Promise<Page<ProcessListDto>>;
  abstract get(processId: string): Promise<ProcessDetailDto>;
}
