import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { ApiDefinitionBody } from './definition-body.decorator';
import { DefinitionPreviewDto } from './definition-preview.dto';
import { DefinitionPurposeQuery, DefinitionReportDto } from './definition-report.dto';
import { DefinitionsService } from './definitions.service';

/** What helps to write definitions. Stands before the controller of the types, whose names are free otherwise. */
@ApiTags('process-types')
@Controller('process-types')
export class DefinitionsController {
  constructor(private readonly definitions: DefinitionsService) {}

  /** Gives the JSON schema (draft 2020-12) of a definition, for editors. */
  @Get('schema')
  @RequiresRole('viewer')
  @Header('Content-Type', 'application/schema+json')
  @ApiOkResponse({
    description: 'The schema',
    content: { 'application/schema+json': { schema: { type: 'object', additionalProperties: true } } },
  })
  @ApiProblems()
  getProcessTypeSchema(): Record<string, unknown> {
    return this.definitions.schema();
  }

  /** Checks a definition as it would be checked when it is saved, and saves nothing. */
  @Post('validate')
  @RequiresRole('administrator', { changes: false })
  @HttpCode(200)
  @ApiDefinitionBody()
  @ApiOkResponse({ type: DefinitionReportDto })
  @ApiProblems(400, 403, 413, 415)
  validateProcessType(@Body() text: unknown, @Query() query: DefinitionPurposeQuery): Promise<DefinitionReportDto> {
    return this.definitions.check(text, query);
  }

  /**
   * Says what saving a definition as the next version of a process type would do to those who use it: which records
   * could not start any more, and which versions active runs keep. Saves nothing.
   */
  @Post(':name/preview')
  @RequiresRole('administrator', { changes: false })
  @HttpCode(200)
  @ApiDefinitionBody()
  @ApiOkResponse({ type: DefinitionPreviewDto })
  @ApiProblems(400, 403, 404, 413, 415)
  previewProcessType(@Param('name') name: string, @Body() definition: unknown): Promise<DefinitionPreviewDto> {
    return this.definitions.preview(name, definition);
  }
}
