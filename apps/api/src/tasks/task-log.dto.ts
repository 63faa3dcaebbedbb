import { MISSING_KINDS, type MissingKind } from '@app/process-records';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** A part of an attempt's output that is not there. */
@ApiSchema({ name: 'TaskLogMissing' })
export class TaskLogMissingDto {
  /** More than is kept was written, the worker was lost, or the database did not take it. */
  @ApiProperty({ enum: MISSING_KINDS, enumName: 'TaskLogMissingKind' })
  kind: MissingKind;

  /** Number of the line that stands for it in the output; null when it is missing at the end, and no line says so. */
  @ApiProperty({ type: 'integer', nullable: true, example: 90_001 })
  line: number | null;

  /** Number of the first line behind it; null when nothing follows. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1_200_001 })
  nextLine: number | null;

  /** How much; null when nobody knows. */
  @ApiProperty({ type: 'integer', nullable: true, example: 73_400_320 })
  bytes: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1_110_001 })
  lines: number | null;

  /** @example 'more than 10485760 bytes' */
  reason: string;
}

/** Consecutive lines of an attempt's output, as text. */
@ApiSchema({ name: 'TaskLogLines' })
export class TaskLogLinesDto {
  /** Number of the attempt; 0 when there is none yet. */
  @ApiProperty({ type: 'integer', example: 1 })
  attempt: number;

  /** False while the attempt runs. */
  complete: boolean;

  /** Number of the last line kept so far; 0 when there is none. */
  @ApiProperty({ type: 'integer', example: 118 })
  lastLine: number;

  /** What is not there, in order. Behind what the limit left out the numbers of lines go on as if it were. */
  missing: TaskLogMissingDto[];

  /** Number of the first line given. */
  @ApiProperty({ type: 'integer', example: 1 })
  firstLine: number;

  /** @example ['copied 42,000 rows'] */
  lines: string[];

  /** Numbers of the given lines that are longer than what is given of them; `…/log/lines/{line}` has the rest. */
  @ApiProperty({ type: 'integer', isArray: true, example: [] })
  cut: number[];

  /** Colours in force where the first line begins, as SGR parameters; empty for none. */
  @ApiProperty({ example: '1;31' })
  style: string;

  /** When the given lines reach the end, as the last ones always do: the event id after which `…/log/stream` goes on. */
  @ApiProperty({ type: 'string', nullable: true, example: '1.40' })
  cursor: string | null;
}

/** A part of one line of an attempt's output, as text. */
@ApiSchema({ name: 'TaskLogLine' })
export class TaskLogLineDto {
  @ApiProperty({ type: 'integer', example: 1 })
  attempt: number;

  @ApiProperty({ type: 'integer', example: 118 })
  line: number;

  /** Where the text begins, in bytes from the beginning of the line. */
  @ApiProperty({ type: 'integer', example: 0 })
  fromByte: number;

  /** @example '{"orders": [' */
  text: string;

  /** Where the next part begins; null at the end of the line. */
  @ApiProperty({ type: 'integer', nullable: true, example: 65_536 })
  nextByte: number | null;

  /** Length of the whole line so far. */
  @ApiProperty({ type: 'integer', example: 1_048_576 })
  bytes: number;
}

/** A line that holds what was looked for. */
@ApiSchema({ name: 'TaskLogMatch' })
export class TaskLogMatchDto {
  @ApiProperty({ type: 'integer', example: 118 })
  line: number;

  /** The text around the first match, without colours. */
  @ApiProperty({ example: 'checksum mismatch in orders.dump' })
  excerpt: string;
}

@ApiSchema({ name: 'TaskLogMatches' })
export class TaskLogMatchesDto {
  /** Number of the attempt; 0 when there is none yet. */
  @ApiProperty({ type: 'integer', example: 1 })
  attempt: number;

  /** In the order of the lines. */
  matches: TaskLogMatchDto[];

  /** Lines that match, of all that were looked at: it may be more than are given. */
  @ApiProperty({ type: 'integer', example: 1 })
  count: number;

  /** Where to go on when the time was used up; null when all lines were looked at. */
  @ApiProperty({ type: 'integer', nullable: true, example: null })
  nextLine: number | null;
}
