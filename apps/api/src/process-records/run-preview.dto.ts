import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { FieldProblemDto } from '../http/problem.dto';

export const PREVIEWED_ACTIONS = ['start', 'resume'] as const;
export type PreviewedAction = (typeof PREVIEWED_ACTIONS)[number];

export class RunPreviewQuery {
  /** What would be done. */
  @ApiProperty({ enum: PREVIEWED_ACTIONS, enumName: 'PreviewedAction' })
  @IsIn(PREVIEWED_ACTIONS)
  action: PreviewedAction;
}

/** A task of a run that is not made yet. */
@ApiSchema({ name: 'PreviewedTask' })
export class PreviewedTaskDto {
  /**
   * Counts from 0.
   * @example 0
   */
  index: number;

  /** @example 'test-1-1' */
  name: string;

  /** True when it would be kept as finished, false when it would run. */
  kept: boolean;

  /** The run that finished it, when it would be kept. */
  @ApiProperty({ format: 'uuid' })
  keptFromRunId: string | null;

  /** Its definition is another one than in the last run, or new. */
  changed: boolean;
}

/** What a start or a resume would do at this moment. */
@ApiSchema({ name: 'RunPreview' })
export class RunPreviewDto {
  @ApiProperty({ enum: PREVIEWED_ACTIONS, enumName: 'PreviewedAction' })
  action: PreviewedAction;

  /** Why it would be refused; null when it would not. */
  refusal: string | null;

  /** What is wrong with the record's input. */
  issues: FieldProblemDto[];

  /** Number of the record's last run; null when it never ran. */
  @ApiProperty({ type: 'integer' })
  lastRunNumber: number | null;

  /** The version of the type that the last run used. */
  @ApiProperty({ type: 'integer' })
  lastTypeVersion: number | null;

  /** The version of the type that the run would use; null with a refusal. */
  @ApiProperty({ type: 'integer' })
  typeVersion: number | null;

  /** True when that is another type or version than the last run used. */
  typeChanged: boolean;

  /** True when the record's input is another one than the last run had. */
  inputChanged: boolean;

  /** In index order; none with a refusal. */
  tasks: PreviewedTaskDto[];
}
