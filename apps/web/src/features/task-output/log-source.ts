import type { TaskLogMissing } from '@app/api-client';
import type { TextStyle } from './ansi/text-style';

/** One line as it was written. */
export interface LogText {
  readonly text: string;
  /** The look in which it begins. */
  readonly style: TextStyle;
  /** It is longer than the text. */
  readonly cut: boolean;
}

/** Where the log view takes its lines from. Lines are counted from 1. */
export interface LogSource {
  readonly last: number;
  readonly missing: readonly TaskLogMissing[];
  /** Undefined while the line is being read. */
  readonly line: (number: number) => LogText | undefined;
  /** Told which lines are in sight, so that they can be read. */
  readonly onSight: (lines: readonly number[]) => void;
}
