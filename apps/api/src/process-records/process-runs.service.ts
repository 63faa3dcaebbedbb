import { ProcessRecordQueryService, RunDefinitionService, RunGridRepository } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { PageQuery } from '../http/page-query.dto';
import { TaskDetailsService } from '../tasks/task-details.service';
import type { TaskOutputQuery } from '../tasks/task-output.query.dto';
import type { ProcessRunDetailDto, ProcessRunDto } from './process-run.dto';
import { toProcessRunDto } from './process-run.mapper';
import type { RunDefinitionDto } from './run-definition.dto';
import type { RunGridDto } from './run-grid.dto';
import { toRunGridDto } from './run-grid.mapper';

/** Shows runs. */
@Injectable()
export class ProcessRunsService {
  constructor(
    private readonly records: ProcessRecordQueryService,
    private readonly tasks: TaskDetailsService,
    private readonly grid: RunGridRepository,
    private readonly definitions: RunDefinitionService,
  ) {}

  /** Throws `not-found`. */
  async get(runId: string, query: TaskOutputQuery): Promise<ProcessRunDetailDto> {
    const run = await this.records.getRun(runId);
    return { ...toProcessRunDto(run), tasks: await this.tasks.listOfRun(run.id, run.waiting, query) };
  }

  /** Newest first. Throws `not-found`, and `invalid` for a cursor of another list. */
  async listOfRecord(recordId: string, query: PageQuery): Promise<Page<ProcessRunDto[]>> {
    const { rows, next, total } = await this.records.listRuns(recordId, query);
    return new Page(rows.map(toProcessRunDto), next, total);
  }

  /** Throws `not-found`. */
  async definitionOf(runId: string): Promise<RunDefinitionDto> {
    const { parameters, ...definition } = await this.definitions.find(runId);
    return { ...definition, parameters: [...parameters] };
  }

  /** Runs side by side, newest first. Throws as `listOfRecord` does. */
  async gridOfRecord(recordId: string, query: PageQuery): Promise<Page<RunGridDto>> {
    const { rows, next, total } = await this.records.listRuns(recordId, query);
    const tasks = await this.grid.listTasks(rows.map((run) => run.id));
    return new Page(toRunGridDto(rows, tasks), next, total);
  }
}
