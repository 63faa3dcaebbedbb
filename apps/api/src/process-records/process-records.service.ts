import type { Page } from '../http/page';
import type { PageQuery } from '../http/page-query.dto';
import type { RecordFilterQuery } from './list-process-records.query.dto';
import type { ProcessRecordDto } from './process-record.dto';
import type { ActionResultDto, ProcessRecordActionDto } from './process-record-action.dto';
import type { CreateProcessRecordDto, UpdateProcessRecordDto } from './process-record-input.dto';
import type { ProcessRunDto } from './process-run.dto';

export abstract class ProcessRecordsService {
  abstract create(body: CreateProcessRecordDto, user: string): Promise<ProcessRecordActionDto>;
  abstract list(query: RecordFilterQuery): Promise<Page<ProcessRecordDto[]>>;
  abstract get(id: string): Promise<ProcessRecordDto>;
  abstract update(id: string, body: UpdateProcessRecordDto): Promise<ProcessRecordActionDto>;
  abstract delete(id: string): Promise<ActionResultDto>;
  abstract start(id: string, user: string, idempotencyKey?: string): Promise<ProcessRecordActionDto>;
  abstract stop(id: string, user: string): Promise<ProcessRecordActionDto>;
  abstract resume(id: string, user: string): Promise<ProcessRecordActionDto>;
  abstract listRuns(id: string, query: PageQuery): Promise<Page<ProcessRunDto[]>>;
}
