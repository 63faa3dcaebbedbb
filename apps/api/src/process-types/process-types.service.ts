import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { ProcessTypeDto, ProcessTypeVersionDto } from './process-type.dto';
import type { ProcessTypeActionDto, ProcessTypeListDto } from './process-type-list.dto';

export abstract class ProcessTypesService {
  abstract list(): Promise<ProcessTypeListDto>;
  abstract get(name: string): Promise<ProcessTypeDto>;
  abstract listVersions(name: string): Promise<ProcessTypeVersionDto[]>;
  abstract create(definition: unknown, user: string): Promise<ProcessTypeActionDto>;
  abstract update(name: string, definition: unknown, user: string): Promise<ProcessTypeActionDto>;
  abstract delete(name: string): Promise<ActionResultDto>;
}
