import { DefinitionPreviewService, definitionJsonSchema, ProcessTypeService } from '@app/process-types';
import { Injectable } from '@nestjs/common';
import type { DefinitionPreviewDto } from './definition-preview.dto';
import type { DefinitionPurposeQuery, DefinitionReportDto } from './definition-report.dto';
import { toDefinitionPreviewDto } from './process-type.mapper';

/** Helps to write definitions. */
@Injectable()
export class DefinitionsService {
  constructor(
    private readonly types: ProcessTypeService,
    private readonly previews: DefinitionPreviewService,
  ) {}

  schema(): Record<string, unknown> {
    return definitionJsonSchema();
  }

  async check(text: unknown, purpose: DefinitionPurposeQuery): Promise<DefinitionReportDto> {
    const { name, fingerprint, problems, warnings } = await this.types.check(text, purpose);
    return { valid: problems.length === 0, name, fingerprint, problems: [...problems], warnings: [...warnings] };
  }

  async preview(name: string, definition: unknown): Promise<DefinitionPreviewDto> {
    return toDefinitionPreviewDto(await this.previews.preview(name, definition));
  }
}
