import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { ScheduledTaskDto, ScheduledTaskQuery } from './scheduled-task.dto';
import { ScheduledTasksService } from './scheduled-tasks.service';

@ApiTags('operations')
@UseInterceptors(PageInterceptor)
@Controller('api/scheduled-tasks')
export class ScheduledTasksController {
  constructor(private readonly scheduledTasks: ScheduledTasksService) {}

  /** Lists the live work list in the order of execution time. */
  @Get()
  @ApiPage(ScheduledTaskDto, 'One page of the work list')
  @ApiProblems(400)
  listScheduledTasks(@Query() query: ScheduledTaskQuery): Promise<Page<ScheduledTaskDto[]>> {
    return this.scheduledTasks.list(query);
  }
}
