import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { ApiOnlyProblems } from '../http/api-problems.decorator';
import { HealthDto } from './health.dto';
import { HealthService } from './health.service';

@ApiTags('operations')
@ApiSecurity({})
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Says that the process is up. */
  @Get('live')
  @ApiOkResponse({ type: HealthDto })
  getLiveness(): HealthDto {
    return this.health.live();
  }

  /** Says that requests can be served: the database answers and is migrated. */
  @Get('ready')
  @ApiOkResponse({ type: HealthDto })
  @ApiOnlyProblems(503)
  getReadiness(): Promise<HealthDto> {
    return this.health.ready();
  }
}
