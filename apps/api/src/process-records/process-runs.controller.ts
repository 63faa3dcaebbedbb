import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { TaskOutputQuery } from '../tasks/task-output.query.dto';
import { ProcessRunDetailDto } from './process-run.dto';
import { ProcessRunsService } from './process-runs.service';
import { RunDefinitionDto } from './run-definition.dto';

@ApiTags('process-records')
@Controller('runs')
export class ProcessRunsController {
  constructor(private readonly runs: ProcessRunsService) {}

  /** Gives one run with its tasks and their attempts. */
  @Get(':runId')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ProcessRunDetailDto })
  @ApiProblems(400, 404)
  getProcessRun(@Param('runId') runId: string, @Query() query: TaskOutputQuery): Promise<ProcessRunDetailDto> {
    return this.runs.get(runId, query);
  }

  /** Gives the definition and the input that a run used. */
  @Get(':runId/definition')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: RunDefinitionDto })
  @ApiProblems(404)
  getRunDefinition(@Param('runId') runId: string): Promise<RunDefinitionDto> {
    return this.runs.definitionOf(runId);
  }
}
