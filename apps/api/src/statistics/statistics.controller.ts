import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { StatisticsDto, StatisticsQuery } from './statistics.dto';
import { StatisticsService } from './statistics.service';

@ApiTags('dashboard')
@Controller('api/statistics')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  /** Counts records by status, what runs and waits now, and what ended lately. */
  @Get()
  @RequiresRole('viewer')
  @ApiOkResponse({ type: StatisticsDto })
  @ApiProblems(400)
  getStatistics(@Query() query: StatisticsQuery): Promise<StatisticsDto> {
    return this.statistics.get(query);
  }
}
