import { Body, Controller, Delete, Get, Param, Post, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPage } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import { CurrentUser } from '../http/current-user.decorator';
import { IfMatch } from '../http/if-match.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { PageQuery } from '../http/page-query.dto';
import { RevisionInterceptor } from '../http/revision.interceptor';
import { ActionResultDto } from '../process-records/process-record-action.dto';
import { ApiDefinitionBody } from './definition-body.decorator';
import { ProcessTypeDto } from './process-type.dto';
import { ProcessTypeActionDto, ProcessTypeListDto } from './process-type-list.dto';
import { ProcessTypeUsageDto } from './process-type-usage.dto';
import { ProcessTypeVersionDetailDto, ProcessTypeVersionDto } from './process-type-version.dto';
import { ProcessTypesService } from './process-types.service';

@ApiTags('process-types')
@UseInterceptors(PageInterceptor, RevisionInterceptor)
@Controller('process-types')
export class ProcessTypesController {
  constructor(private readonly types: ProcessTypesService) {}

  /** Lists the process types, and the definition files that are not in use because of mistakes. */
  @Get()
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ProcessTypeListDto })
  @ApiProblems()
  listProcessTypes(): Promise<ProcessTypeListDto> {
    return this.types.list();
  }

  /** Says for each process type how many records use it, and how many active runs keep which version. */
  @Get('usage')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: [ProcessTypeUsageDto] })
  @ApiProblems()
  listProcessTypeUsage(): Promise<ProcessTypeUsageDto[]> {
    return this.types.listUsage();
  }

  /** Gives one process type; its `ETag` is for the `If-Match` of a change. */
  @Get(':name')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ProcessTypeDto })
  @ApiProblems(404)
  getProcessType(@Param('name') name: string): Promise<ProcessTypeDto> {
    return this.types.get(name);
  }

  /** Lists the versions of a process type, newest first. */
  @Get(':name/versions')
  @RequiresRole('viewer')
  @ApiPage(ProcessTypeVersionDto, 'One page of versions, newest first')
  @ApiProblems(400, 404)
  listProcessTypeVersions(
    @Param('name') name: string,
    @Query() query: PageQuery,
  ): Promise<Page<ProcessTypeVersionDto[]>> {
    return this.types.listVersions(name, query);
  }

  /** Gives one version of a process type with its definition, also as YAML; `current` for the current one. */
  @Get(':name/versions/:version')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ProcessTypeVersionDetailDto })
  @ApiProblems(404)
  getProcessTypeVersion(
    @Param('name') name: string,
    @Param('version') version: string,
  ): Promise<ProcessTypeVersionDetailDto> {
    return this.types.getVersion(name, version);
  }

  /** Says how many records use a process type, and how many active runs keep which version. */
  @Get(':name/usage')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ProcessTypeUsageDto })
  @ApiProblems(404)
  getProcessTypeUsage(@Param('name') name: string): Promise<ProcessTypeUsageDto> {
    return this.types.getUsage(name);
  }

  /** Creates a process type from a definition as JSON, or as YAML like a file of the definitions folder. */
  @Post()
  @RequiresRole('administrator')
  @ApiDefinitionBody()
  @ApiCreatedResponse({ type: ProcessTypeActionDto })
  @ApiProblems(400, 403, 409, 413, 415)
  createProcessType(@Body() definition: unknown, @CurrentUser() user: string): Promise<ProcessTypeActionDto> {
    return this.types.create(definition, user);
  }

  /**
   * Makes a new version of a process type, unless it means what it meant; runs under way keep theirs. New comments in
   * YAML change the text of the current version. To go back to an older version, send its definition.
   */
  @Put(':name')
  @RequiresRole('administrator')
  @ApiDefinitionBody()
  @ApiHeader({
    name: 'If-Match',
    description: '`ETag` of the type as it was read: 412 when somebody else has changed it since',
    schema: { type: 'string' },
  })
  @ApiOkResponse({ type: ProcessTypeActionDto })
  @ApiProblems(400, 403, 404, 409, 412, 413, 415)
  updateProcessType(
    @Param('name') name: string,
    @Body() definition: unknown,
    @CurrentUser() user: string,
    @IfMatch() expected: string[] | undefined,
  ): Promise<ProcessTypeActionDto> {
    return this.types.update(name, definition, user, expected);
  }

  /** Deletes a process type. Refused while a process record uses it. */
  @Delete(':name')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403, 404, 409)
  deleteProcessType(@Param('name') name: string): Promise<ActionResultDto> {
    return this.types.delete(name);
  }
}
