import { ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { toBoolean } from '../http/query-values';
import { DefinitionIssueDto } from './process-type-list.dto';

/** What a definition is checked for, besides being right in itself. */
export class DefinitionPurposeQuery {
  /**
   * The type that the definition is to become a version of; another name is a problem.
   * @example 'nightly-export'
   */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  replacing?: string;

  /** The definition is to become a new type; a name that is taken is a problem. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  isNew?: boolean;
}

@ApiSchema({ name: 'DefinitionReport' })
export class DefinitionReportDto {
  /** True when there are no problems. */
  valid: boolean;

  /**
   * The name that the text defines; null while it has mistakes.
   * @example 'nightly-export'
   */
  name: string | null;

  /** SHA-256 of what it means, to compare with that of a version; null while it has mistakes. */
  fingerprint: string | null;

  /** By line. */
  problems: DefinitionIssueDto[];

  /** What is allowed and may surprise, such as a secret that is not masked in output. */
  warnings: DefinitionIssueDto[];
}
