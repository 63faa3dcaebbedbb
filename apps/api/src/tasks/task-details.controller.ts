import { Controller, Get, Param, ParseIntPipe, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { ApiEventStream } from '../http/api-event-stream.decorator';
import { TaskDetailsDto } from './task-details.dto';
import { TaskDetailsService } from './task-details.service';
import { TaskOutputQuery } from './task-output.query.dto';
import { TaskLogLineDto, TaskLogLinesDto, TaskLogMatchesDto } from './task-log.dto';
import {
  TaskLogLineQuery,
  TaskLogLinesQuery,
  TaskLogQuery,
  TaskLogSearchQuery,
  TaskLogStreamQuery,
} from './task-log.query.dto';
import { TaskLogService } from './task-log.service';
import { TaskLogStreamService } from './task-log-stream.service';
import { LOG_HEADERS } from './task-log.headers';

@ApiTags('tasks')
@Controller('api/task-details')
export class TaskDetailsController {
  constructor(
    private readonly tasks: TaskDetailsService,
    private readonly logs: TaskLogService,
    private readonly streams: TaskLogStreamService,
  ) {}

  /** Gives one task with its attempts, what its command is given, and the same task in other runs. */
  @Get(':taskId')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: TaskDetailsDto })
  @ApiProblems(400, 404)
  getTaskDetails(@Param('taskId') taskId: string, @Query() query: TaskOutputQuery): Promise<TaskDetailsDto> {
    return this.tasks.get(taskId, query);
  }

  /** Gives what an attempt wrote to stdout and stderr, byte by byte, whole or by lines. */
  @Get(':taskId/log')
  @RequiresRole('viewer')
  @ApiOkResponse({
    description: 'The output as it was written',
    content: { 'text/plain': { schema: { type: 'string' } } },
    headers: LOG_HEADERS,
  })
  @ApiProblems(400, 404)
  getTaskLog(
    @Param('taskId') taskId: string,
    @Query() query: TaskLogQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.logs.send(taskId, query, request, response);
  }

  /**
   * Gives lines of what an attempt wrote, as text.
   * @remarks Never more than `limit` lines of 8 KiB each; lines that are longer are named in `cut`.
   */
  @Get(':taskId/log/lines')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: TaskLogLinesDto })
  @ApiProblems(400, 404)
  getTaskLogLines(
    @Param('taskId') taskId: string,
    @Query() query: TaskLogLinesQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.logs.sendLines(taskId, query, request, response);
  }

  /**
   * Gives one line of what an attempt wrote, part by part.
   * @remarks For lines that are cut in `…/log/lines`; 404 when there is no such line.
   */
  @Get(':taskId/log/lines/:line')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: TaskLogLineDto })
  @ApiProblems(400, 404)
  getTaskLogLine(
    @Param('taskId') taskId: string,
    @Param('line', ParseIntPipe) line: number,
    @Query() query: TaskLogLineQuery,
  ): Promise<TaskLogLineDto> {
    return this.logs.getLine(taskId, line, query);
  }

  /**
   * Looks for a text in all that an attempt wrote.
   * @remarks Lines are compared as a reader sees them, without colours. After two seconds it stops and says where to go on.
   */
  @Get(':taskId/log/search')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: TaskLogMatchesDto })
  @ApiProblems(400, 404)
  listTaskLogMatches(@Param('taskId') taskId: string, @Query() query: TaskLogSearchQuery): Promise<TaskLogMatchesDto> {
    return this.logs.search(taskId, query);
  }

  /**
   * Follows what an attempt writes, as server-sent events.
   * @remarks First everything kept so far, then what comes: `output` has `{attempt, chunk, firstLine, text}`. When the
   * attempt is over, `end` has `{attempt, outcome, exitCode, signal, errorMessage}`. Waits when no attempt has begun.
   */
  @Get(':taskId/log/stream')
  @RequiresRole('viewer')
  @ApiHeader({ name: 'Last-Event-ID', description: 'Goes on after this event', schema: { type: 'string' } })
  @ApiEventStream()
  @ApiProblems(400, 404, 429)
  streamTaskLog(
    @Param('taskId') taskId: string,
    @Query() query: TaskLogStreamQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.streams.follow(taskId, query, request, response);
  }
}
