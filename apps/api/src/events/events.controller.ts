import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { RequiresRole } from '../http/access.decorators';
import { ApiEventStream } from '../http/api-event-stream.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import { EventsService } from './events.service';

@ApiTags('operations')
@Controller('api/events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  /**
   * Streams changes as server-sent events.
   * @remarks `record` has `{id, status}` (status `DELETED` when it is gone), `run` has `{id, status, recordId}`, `task`
   * has `{id, status, taskIndex, runId, recordId}`. `reset` says that changes were missed: read everything again.
   */
  @Get()
  @RequiresRole('viewer')
  @ApiHeader({ name: 'Last-Event-ID', description: 'Goes on after this event', schema: { type: 'string' } })
  @ApiEventStream()
  @ApiProblems(429)
  streamEvents(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.events.stream(request, response);
  }
}
