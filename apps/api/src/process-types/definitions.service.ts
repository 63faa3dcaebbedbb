import { definitionJsonSchema, ProcessTypeService } from '@app/process-types';
import { Injectable } from '@nestjs/common';
import type { DefinitionPurposeQuery, DefinitionReportDto } from './definition-report.dto';

/** Helps to write definitions. */
@Injectable()
export class DefinitionsService {
  constructor(private readonly types: ProcessTypeService) {}

  schema(): Record<string, unknown> {
    return definitionJsonSchema();
  }

  async check(text: unknown, purpose: DefinitionPurposeQuery): Promise<DefinitionReportDto> {
    const { name, fingerprint, problems } = await this.types.check(text, purpose);
    return { valid: problems.length === 0, name, fingerprint, problems: [...problems] };
  }
}
