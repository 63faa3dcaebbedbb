import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { MetricsService } from './metrics.service';

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  /** Gives Prometheus metrics of this process, the work list and all workers together. */
  @Get()
  @RequiresRole('viewer')
  @ApiOkResponse({ description: 'Prometheus text format', content: { 'text/plain': { schema: { type: 'string' } } } })
  @ApiProblems()
  getMetrics(@Res() response: Response): Promise<void> {
    return this.metrics.send(response);
  }
}
