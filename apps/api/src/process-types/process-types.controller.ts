import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.decorator';
import { CurrentUser } from '../http/current-user.decorator';
import { ActionResultDto } from '../process-records/process-record-action.dto';
import { ProcessTypeDto, ProcessTypeVersionDto } from './process-type.dto';
import { ProcessTypeInputDto } from './process-type-input.dto';
import { ProcessTypeActionDto, ProcessTypeListDto } from './process-type-list.dto';
import { ProcessTypesService } from './process-types.service';

@ApiTags('process-types')
@Controller('process-types')
export class ProcessTypesController {
  constructor(private readonly types: ProcessTypesService) {}

  /** Lists the process types, and the definition files that are not in use because of mistakes. */
  @Get()
  @ApiOkResponse({ type: ProcessTypeListDto })
  @ApiProblems()
  listProcessTypes(): Promise<ProcessTypeListDto> {
    return this.types.list();
  }

  /** Gives one process type. */
  @Get(':name')
  @ApiOkResponse({ type: ProcessTypeDto })
  @ApiProblems(404)
  getProcessType(@Param('name') name: string): Promise<ProcessTypeDto> {
    return this.types.get(name);
  }

  /** Lists the versions of a process type, newest first. */
  @Get(':name/versions')
  @ApiOkResponse({ type: [ProcessTypeVersionDto] })
  @ApiProblems(404)
  listProcessTypeVersions(@Param('name') name: string): Promise<ProcessTypeVersionDto[]> {
    return this.types.listVersions(name);
  }

  /** Creates a process type from a definition as JSON, or as YAML like a file of the definitions folder. */
  @Post()
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ type: ProcessTypeInputDto })
  @ApiCreatedResponse({ type: ProcessTypeActionDto })
  @ApiProblems(400, 403, 409, 413, 415)
  createProcessType(@Body() definition: unknown, @CurrentUser() user: string): Promise<ProcessTypeActionDto> {
    return this.types.create(definition, user);
  }

  /** Makes a new version of a process type, unless nothing changed; runs under way keep theirs. */
  @Put(':name')
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ type: ProcessTypeInputDto })
  @ApiOkResponse({ type: ProcessTypeActionDto })
  @ApiProblems(400, 403, 404, 409, 413, 415)
  updateProcessType(
    @Param('name') name: string,
    @Body() definition: unknown,
    @CurrentUser() user: string,
  ): Promise<ProcessTypeActionDto> {
    return this.types.update(name, definition, user);
  }

  /** Deletes a process type. Refused while a process record uses it. */
  @Delete(':name')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403, 404, 409)
  deleteProcessType(@Param('name') name: string): Promise<ActionResultDto> {
    return this.types.delete(name);
  }
}
