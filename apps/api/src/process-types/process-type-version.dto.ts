import { ApiSchema } from '@nestjs/swagger';
import { ProcessParameterDto, TaskDefinitionDto } from './process-type.dto';

/** One version of a process type, as lists show it. */
@ApiSchema({ name: 'ProcessTypeVersion' })
export class ProcessTypeVersionDto {
  /** @example 1 */
  version: number;

  /** True for the version that new runs use. */
  current: boolean;

  /** @example 3 */
  taskCount: number;

  /** @example 2 */
  parameterCount: number;

  /** SHA-256 of the definition. */
  fingerprint: string;

  /**
   * Who made it; `system` for built-in types and those of files.
   * @example 'admin'
   */
  createdBy: string;

  createdAt: Date;
}

@ApiSchema({ name: 'ProcessTypeVersionDetail' })
export class ProcessTypeVersionDetailDto {
  /** @example 1 */
  version: number;

  /** True for the version that new runs use. */
  current: boolean;

  description: string | null;
  parameters: ProcessParameterDto[];

  /** In the order they run. */
  tasks: TaskDefinitionDto[];

  /**
   * The definition as it was written, comments included; of one that came as JSON, as a person would write it.
   * @example 'name: nightly-export\ntasks:\n  - name: export\n    command: echo exporting\n'
   */
  yaml: string;

  /** SHA-256 of the definition. */
  fingerprint: string;

  /**
   * That of the type when this is its current version; for `If-Match`.
   * @example '1-5f0e2c91ab34'
   */
  revision: string;

  /** @example 'admin' */
  createdBy: string;

  createdAt: Date;
}
