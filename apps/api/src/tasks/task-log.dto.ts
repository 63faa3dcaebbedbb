import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** Lines that were left out because an attempt wrote more than is kept. */
@ApiSchema({ name: 'TaskLogGap' })
export class TaskLogGapDto {
  @ApiProperty({ type: 'integer', example: 90_001 })
  from: number;

  @ApiProperty({ type: 'integer', example: 1_200_000 })
  to: number;
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

  /** What was left out; the numbers of lines go on behind it. */
  gap: TaskLogGapDto | null;

  /** Number of the first line given. */
  @ApiProperty({ type: 'integer', example: 1 })
  firstLine: number;

  /** @example ['copied 42,000 rows'] */
  lines: string[];

  /** Numbers of the given lines that are longer than what is given of them; `…/log` has them whole. */
  @ApiProperty({ type: 'integer', isArray: true, example: [] })
  cut: number[];

  /** When the given lines reach the end: the event id after which `…/log/stream` goes on. */
  @ApiProperty({ type: 'string', nullable: true, example: '1.40' })
  cursor: string | null;
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
