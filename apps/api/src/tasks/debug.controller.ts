import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPage } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { PageQuery } from '../http/page-query.dto';
import { TaskDetailsService } from './task-details.service';

@ApiTags('tasks')
@UseInterceptors(PageInterceptor)
@Controller('api/debug')
export class DebugController {
  constructor(private readonly tasks: TaskDetailsService) {}

  /** Lists the ids of all tasks, newest first. */
  @Get('task-ids')
  @RequiresRole('administrator')
  @ApiPage(String, 'One page of task ids')
  @ApiProblems(400)
  listTaskIds(@Query() query: PageQuery): Promise<Page<string[]>> {
    return this.tasks.listIds(query);
  }
}
