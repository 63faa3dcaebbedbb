import { DefinitionFolderSync, ProcessTypeRepository, ProcessTypeService } from '@app/process-types';
import { Injectable } from '@nestjs/common';
import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { ProcessTypeDto, ProcessTypeVersionDto } from './process-type.dto';
import { toProcessTypeDto, toProcessTypeListDto, toProcessTypeVersionDto } from './process-type.mapper';
import type { ProcessTypeActionDto, ProcessTypeListDto } from './process-type-list.dto';

/** What the API does with process types. */
@Injectable()
export class ProcessTypesService {
  constructor(
    private readonly types: ProcessTypeService,
    private readonly repository: ProcessTypeRepository,
    private readonly folder: DefinitionFolderSync,
  ) {}

  async list(): Promise<ProcessTypeListDto> {
    const [types, problems] = await Promise.all([this.repository.list(), this.repository.listFileProblems()]);
    return toProcessTypeListDto(types, problems);
  }

  async get(name: string): Promise<ProcessTypeDto> {
    return toProcessTypeDto(await this.types.get(name));
  }

  async listVersions(name: string): Promise<ProcessTypeVersionDto[]> {
    return (await this.types.listVersions(name)).map(toProcessTypeVersionDto);
  }

  async create(definition: unknown, user: string): Promise<ProcessTypeActionDto> {
    const { name, version } = await this.types.create(definition, user);
    return this.result(name, `Created version ${version} of process type '${name}'.`);
  }

  async update(name: string, definition: unknown, user: string): Promise<ProcessTypeActionDto> {
    const { version, changed } = await this.types.update(name, definition, user);
    const message = changed
      ? `Made version ${version} of process type '${name}'.`
      : `Process type '${name}' is like this already, as version ${version}.`;
    return this.result(name, message);
  }

  async delete(name: string): Promise<ActionResultDto> {
    await this.types.delete(name);
    // A file may have waited for the name.
    await this.folder.resync();
    return { success: true, message: `Deleted process type '${name}'.` };
  }

  private async result(name: string, message: string): Promise<ProcessTypeActionDto> {
    return { success: true, message, processType: await this.get(name) };
  }
}
