import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { FieldProblemDto } from '../http/problem.dto';
import { ProcessTypeVersionUsageDto } from './process-type-usage.dto';

/** A process record that could not start any more, and why. */
@ApiSchema({ name: 'UnfitRecord' })
export class UnfitRecordDto {
  /** @example 'nightly-export-eu' */
  id: string;

  /**
   * What starts it by itself; null when nothing does.
   * @example '0 3 * * *'
   */
  schedule: string | null;

  /** What is wrong with its input then; the input itself is not repeated. */
  @ApiProperty({
    type: [FieldProblemDto],
    example: [{ field: 'inputData.region', message: 'Missing; must be a string.' }],
  })
  issues: FieldProblemDto[];
}

/** What saving a definition would do to those who use its type. */
@ApiSchema({ name: 'ProcessTypePreview' })
export class DefinitionPreviewDto {
  /**
   * The current version of the type.
   * @example 3
   */
  @ApiProperty({ type: 'integer' })
  version: number;

  /** False when the definition means what the current version means: only its text would be new. */
  makesVersion: boolean;

  /**
   * Process records of the type.
   * @example 20
   */
  @ApiProperty({ type: 'integer' })
  records: number;

  /**
   * How many of them were looked at: less than all when there are tens of thousands, the oldest first.
   * @example 20
   */
  @ApiProperty({ type: 'integer' })
  checked: number;

  /**
   * How many of those could be started now, and could not with this definition, because of their input.
   * @example 1
   */
  @ApiProperty({ type: 'integer' })
  unfit: number;

  /**
   * How many of those a schedule starts.
   * @example 1
   */
  @ApiProperty({ type: 'integer' })
  unfitScheduled: number;

  /** The first few of them. */
  firstUnfit: UnfitRecordDto[];

  /** Runs that wait or are under way keep their version. */
  activeRuns: ProcessTypeVersionUsageDto[];
}
