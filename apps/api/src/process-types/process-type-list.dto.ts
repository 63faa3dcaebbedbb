import { ApiSchema } from '@nestjs/swagger';
import { ProcessTypeDto } from './process-type.dto';

/** One mistake in a definition file. */
@ApiSchema({ name: 'DefinitionIssue' })
export class DefinitionIssueDto {
  /** Counted from 1; null when the mistake has no place. */
  line: number | null;
  column: number | null;

  /** @example 'tasks[0].command' */
  field: string;

  /** @example 'Missing; must be text.' */
  message: string;
}

/** A file of the definitions folder that could not be used. */
@ApiSchema({ name: 'DefinitionFileProblem' })
export class DefinitionFileProblemDto {
  /** @example 'nightly.yaml' */
  file: string;

  issues: DefinitionIssueDto[];

  foundAt: Date;
}

@ApiSchema({ name: 'ProcessTypeList' })
export class ProcessTypeListDto {
  /** By name. */
  processTypes: ProcessTypeDto[];

  /**
   * The names of all tasks of all types, each once.
   * @example ["test-1-1"]
   */
  allTaskNames: string[];

  /** Files of the definitions folder that are not in use because of mistakes. */
  problems: DefinitionFileProblemDto[];
}

@ApiSchema({ name: 'ProcessTypeActionResult' })
export class ProcessTypeActionDto {
  /** @example true */
  success: boolean;

  /** @example "Created version 1 of process type 'nightly-export'." */
  message: string;

  processType: ProcessTypeDto;
}
