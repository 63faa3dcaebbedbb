import { ApiSchema } from '@nestjs/swagger';

/** Active runs that keep one version of their type. */
@ApiSchema({ name: 'ProcessTypeVersionUsage' })
export class ProcessTypeVersionUsageDto {
  /** @example 3 */
  version: number;

  /** @example 2 */
  runs: number;
}

/** Who depends on a process type. */
@ApiSchema({ name: 'ProcessTypeUsage' })
export class ProcessTypeUsageDto {
  /** @example 'nightly-export' */
  type: string;

  /**
   * Process records of the type.
   * @example 5
   */
  records: number;

  /** Runs that wait or are under way, by version; a change of the type does not touch them. */
  activeRuns: ProcessTypeVersionUsageDto[];
}
