/** Where the log view takes its lines from. Lines are counted from 1. */
export interface LogSource {
  /** First line that can be shown. */
  readonly first: number;
  readonly last: number;
  /** Undefined while the line is being read. */
  readonly line: (number: number) => string | undefined;
  /** Told which lines are in sight, so that they can be read. */
  readonly onSight?: (from: number, to: number) => void;
}
