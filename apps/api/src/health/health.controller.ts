import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../http/access.decorators';
import { ApiOnlyProblems } from '../http/api-problems.decorator';
import { HealthDto } from './health.dto';
import { HealthService } from './health.service';

@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Says that the process is up. */
  @Get('live')
  @Public()
  @ApiOkResponse({ type: HealthDto })
  getLiveness(): HealthDto {
    return this.health.live();
  }

  /** Says that requests can be served: the database answers and is migrated. */
  @Get('ready')
  @Public()
  @ApiOkResponse({ type: HealthDto })
  @ApiOnlyProblems(503)
  getReadiness(): Promise<HealthDto> {
    return this.health.ready();
  }
}
