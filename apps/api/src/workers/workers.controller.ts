import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { WorkerDto } from './worker.dto';
import { WorkersService } from './workers.service';

@ApiTags('operations')
@Controller('api/workers')
export class WorkersController {
  constructor(private readonly workers: WorkersService) {}

  /** Lists the workers, the newest first; those that ended more than an hour ago are left out. */
  @Get()
  @RequiresRole('viewer')
  @ApiOkResponse({ type: [WorkerDto] })
  @ApiProblems()
  listWorkers(): Promise<WorkerDto[]> {
    return this.workers.list();
  }
}
