import { notFound } from '@app/process-core';
import {
  DefinitionFolderSync,
  ProcessTypeRepository,
  ProcessTypeService,
  ProcessTypeUsageRepository,
  type SavedDefinition,
} from '@app/process-types';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { PageQuery } from '../http/page-query.dto';
import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { ProcessTypeDto } from './process-type.dto';
import {
  toProcessTypeDto,
  toProcessTypeListDto,
  toProcessTypeUsageDto,
  toProcessTypeVersionDetailDto,
  toProcessTypeVersionDto,
} from './process-type.mapper';
import type { ProcessTypeActionDto, ProcessTypeListDto } from './process-type-list.dto';
import type { ProcessTypeUsageDto } from './process-type-usage.dto';
import type { ProcessTypeVersionDetailDto, ProcessTypeVersionDto } from './process-type-version.dto';

const VERSION = /^[1-9]\d{0,8}$/;

/** What the API does with process types. */
@Injectable()
export class ProcessTypesService {
  constructor(
    private readonly types: ProcessTypeService,
    private readonly repository: ProcessTypeRepository,
    private readonly usage: ProcessTypeUsageRepository,
    private readonly folder: DefinitionFolderSync,
  ) {}

  async list(): Promise<ProcessTypeListDto> {
    const [types, problems] = await Promise.all([this.repository.list(), this.repository.listFileProblems()]);
    return toProcessTypeListDto(types, problems);
  }

  async get(name: string): Promise<ProcessTypeDto> {
    return toProcessTypeDto(await this.types.get(name));
  }

  async listVersions(name: string, query: PageQuery): Promise<Page<ProcessTypeVersionDto[]>> {
    const { rows, next, total } = await this.types.listVersions(name, query);
    return new Page(rows.map(toProcessTypeVersionDto), next, total);
  }

  /** @param version a number, or `current` */
  async getVersion(name: string, version: string): Promise<ProcessTypeVersionDetailDto> {
    const isCurrent = version === 'current';
    if (!isCurrent && !VERSION.test(version)) throw notFound(`version of process type '${name}'`, version);
    return toProcessTypeVersionDetailDto(await this.types.getVersion(name, isCurrent ? null : Number(version)));
  }

  async listUsage(): Promise<ProcessTypeUsageDto[]> {
    return (await this.usage.list()).map(toProcessTypeUsageDto);
  }

  async getUsage(name: string): Promise<ProcessTypeUsageDto> {
    await this.types.get(name);
    const usage = await this.usage.find(name);
    if (!usage) throw notFound('process type', name);
    return toProcessTypeUsageDto(usage);
  }

  async create(definition: unknown, user: string): Promise<ProcessTypeActionDto> {
    const { name, version } = await this.types.create(definition, user);
    return this.result(name, `Created version ${version} of process type '${name}'.`);
  }

  async update(
    name: string,
    definition: unknown,
    user: string,
    expected: readonly string[] | undefined,
  ): Promise<ProcessTypeActionDto> {
    return this.result(name, updateWords(await this.types.update(name, definition, user, expected)));
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

function updateWords({ name, version, change }: SavedDefinition): string {
  switch (change) {
    case 'version':
      return `Made version ${version} of process type '${name}'.`;
    case 'text':
      return `Process type '${name}' stays at version ${version}; its comments and layout are new.`;
    case 'none':
      return `Process type '${name}' is like this already, as version ${version}.`;
    default:
      return change satisfies never;
  }
}
