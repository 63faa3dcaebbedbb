import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPagedObject } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { RecordFilterQuery } from '../process-records/list-process-records.query.dto';
import { TaskOutputQuery } from '../tasks/task-output.query.dto';
import { DashboardService } from './dashboard.service';
import { ProcessDetailDto, ProcessListDto } from './process-list.dto';

@ApiTags('dashboard')
@UseInterceptors(PageInterceptor)
@Controller('api/processes')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  /** Gives one page of the matrix of process records × task names. */
  @Get()
  @RequiresRole('viewer')
  @ApiPagedObject(ProcessListDto, 'One page of records with the tasks of their latest runs')
  @ApiProblems(400)
  listProcesses(@Query() query: RecordFilterQuery): Promise<Page<ProcessListDto>> {
    return this.dashboard.list(query);
  }

  /** Gives a process record with the tasks of its latest run. */
  @Get(':processId')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ProcessDetailDto })
  @ApiProblems(400, 404)
  getProcess(@Param('processId') processId: string, @Query() query: TaskOutputQuery): Promise<ProcessDetailDto> {
    return this.dashboard.get(processId, query);
  }
}
