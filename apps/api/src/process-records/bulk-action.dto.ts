import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsString, MaxLength } from 'class-validator';

/** What can be done to many records at once; each record has what the request for it alone would have. */
export const BULK_ACTIONS = ['start', 'stop', 'resume', 'pause-schedule', 'resume-schedule', 'delete'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

const MOST_IDS = 1000;

@ApiSchema({ name: 'BulkActionRequest' })
export class BulkActionDto {
  /** @example 'stop' */
  @ApiProperty({ enum: BULK_ACTIONS, enumName: 'BulkAction' })
  @IsIn(BULK_ACTIONS)
  action: BulkAction;

  /**
   * Ids of process records, each once.
   * @example ["orders-eu", "orders-us"]
   */
  @ApiProperty({ type: [String], minItems: 1, maxItems: MOST_IDS, uniqueItems: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_IDS)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(255, { each: true })
  ids: string[];
}

/** What became of one record. */
@ApiSchema({ name: 'BulkActionResult' })
export class BulkActionResultDto {
  /** @example 'orders-eu' */
  id: string;

  /** @example false */
  success: boolean;

  /**
   * The HTTP status that the request for this record alone would have had; absent after a success.
   * @example 409
   */
  @ApiProperty({ type: 'integer' })
  status?: number;

  /**
   * Why it was refused; absent after a success.
   * @example "Record 'orders-eu' is not running."
   */
  detail?: string;
}

@ApiSchema({ name: 'BulkActionResults' })
export class BulkActionResultsDto {
  @ApiProperty({ enum: BULK_ACTIONS, enumName: 'BulkAction' })
  action: BulkAction;

  /**
   * Records that the action was done to.
   * @example 1
   */
  @ApiProperty({ type: 'integer' })
  succeeded: number;

  /**
   * Records that it was refused for.
   * @example 1
   */
  @ApiProperty({ type: 'integer' })
  failed: number;

  /** One for each id, in the order of the request. */
  results: BulkActionResultDto[];
}
