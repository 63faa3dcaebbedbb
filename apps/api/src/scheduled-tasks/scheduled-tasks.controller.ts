import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPage } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import { By, type Requester } from '../http/by.decorator';
import { CurrentUser } from '../http/current-user.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { ActionResultDto } from '../process-records/process-record-action.dto';
import { ExecutionDto, ExecutionQuery } from './execution.dto';
import { ScheduledTaskDetailDto, ScheduledTaskDto, ScheduledTaskGroupsDto } from './scheduled-task.dto';
import { ScheduledTaskQuery } from './scheduled-task.query.dto';
import {
  DeleteScheduledTaskQuery,
  RescheduleDto,
  RunFailedDto,
  RunFailedResultDto,
  RunNowDto,
} from './scheduled-task-action.dto';
import { ScheduledTaskActionsService } from './scheduled-task-actions.service';
import { ScheduledTasksService } from './scheduled-tasks.service';

@ApiTags('operations')
@UseInterceptors(PageInterceptor)
@Controller('api/scheduled-tasks')
export class ScheduledTasksController {
  constructor(
    private readonly scheduledTasks: ScheduledTasksService,
    private readonly actions: ScheduledTaskActionsService,
  ) {}

  /** Lists the live work list. */
  @Get()
  @RequiresRole('viewer')
  @ApiPage(ScheduledTaskDto, 'One page of the work list')
  @ApiProblems(400)
  listScheduledTasks(@Query() query: ScheduledTaskQuery): Promise<Page<ScheduledTaskDto[]>> {
    return this.scheduledTasks.list(query);
  }

  /** Counts the rows of each name by state, and says what the installation and the own role allow. */
  @Get('groups')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ScheduledTaskGroupsDto })
  @ApiProblems()
  listScheduledTaskGroups(@By() { principal }: Requester): Promise<ScheduledTaskGroupsDto> {
    return this.scheduledTasks.groups(principal.role);
  }

  /**
   * Lists what was done from the work list, the latest first: attempts at steps, fires of schedules, and the last 100
   * rounds of each maintenance job. Where parts of ids or successes are looked for, a page looks through a limited
   * number of rows: it may have fewer rows than asked for, or none, and a next page all the same.
   */
  @Get('history')
  @RequiresRole('viewer')
  @ApiOkResponse({
    type: [ExecutionDto],
    description: 'One page of the history',
    headers: {
      Link: {
        description: 'The next page: `</path?…&cursor=…>; rel="next"`; absent on the last page',
        schema: { type: 'string' },
      },
    },
  })
  @ApiProblems(400)
  listExecutions(@Query() query: ExecutionQuery): Promise<Page<ExecutionDto[]>> {
    return this.scheduledTasks.history(query);
  }

  /** Lets all rows of a name that wait after a failure run now, at most 1,000 with one request. */
  @Post('run-failed')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: RunFailedResultDto })
  @ApiProblems(400, 403, 413, 415)
  runFailedScheduledTasks(@Body() { taskName }: RunFailedDto): Promise<RunFailedResultDto> {
    return this.actions.runFailed(taskName);
  }

  /** Gives one row with its data, why it waits, and what can be done with it. */
  @Get(':taskName/:taskInstance')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ScheduledTaskDetailDto })
  @ApiProblems(404)
  getScheduledTask(
    @Param('taskName') taskName: string,
    @Param('taskInstance') taskInstance: string,
  ): Promise<ScheduledTaskDetailDto> {
    return this.scheduledTasks.get(taskName, taskInstance);
  }

  /**
   * Lets a waiting step or job run now; of a schedule, starts a run of its process by hand. 404 when a worker picked it
   * meanwhile or it ended; 412 when it changed since `version`.
   */
  @Post(':taskName/:taskInstance/run-now')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(400, 403, 404, 409, 412, 413, 415)
  runScheduledTaskNow(
    @Param('taskName') taskName: string,
    @Param('taskInstance') taskInstance: string,
    @Body() body: RunNowDto,
    @CurrentUser() user: string,
  ): Promise<ActionResultDto> {
    return this.actions.runNow({ taskName, taskInstance }, body, user);
  }

  /** Lets a waiting step or job run at a time. Answers as `run-now`; when a schedule fires follows from its expression. */
  @Post(':taskName/:taskInstance/reschedule')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(400, 403, 404, 409, 412, 413, 415)
  rescheduleScheduledTask(
    @Param('taskName') taskName: string,
    @Param('taskInstance') taskInstance: string,
    @Body() body: RescheduleDto,
  ): Promise<ActionResultDto> {
    return this.actions.reschedule({ taskName, taskInstance }, body);
  }

  /**
   * Takes a step out of the list by stopping its run, also while it runs: a run without its row would never end.
   * Schedules and maintenance are refused (409), with what to do instead.
   */
  @Delete(':taskName/:taskInstance')
  @RequiresRole('operator')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(400, 403, 404, 409, 412)
  deleteScheduledTask(
    @Param('taskName') taskName: string,
    @Param('taskInstance') taskInstance: string,
    @Query() { version }: DeleteScheduledTaskQuery,
    @CurrentUser() user: string,
  ): Promise<ActionResultDto> {
    return this.actions.delete({ taskName, taskInstance }, version, user);
  }
}
