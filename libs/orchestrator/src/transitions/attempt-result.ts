import type { AttemptOutcome, TaskStatus } from '@app/process-core';

/** The last piece of an attempt's output, stored in the statement that ends the attempt. */
export interface OutputChunk {
  /** Counts from 0 within the attempt. */
  readonly chunk: number;
  readonly byteOffset: number;
  /** Number, from 1, of the line that the first byte belongs to. */
  readonly firstLine: number;
  /** Line feeds in `data`. */
  readonly lineCount: number;
  readonly data: Buffer;
}

/** What is known of an attempt's output when it ends. */
export interface OutputSummary {
  /** The last 64 KiB as text that PostgreSQL takes: no NUL, no broken UTF-8. */
  readonly tail: string;
  /** All that the command wrote, kept or not. */
  readonly bytes: number;
  readonly truncated: boolean;
  /** What was not stored yet. */
  readonly lastChunk: OutputChunk | null;
}

/** How an attempt ended. */
export interface AttemptResult {
  readonly outcome: AttemptOutcome;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly errorMessage: string | null;
  /** null: unknown to the caller, what is stored stays. */
  readonly output: OutputSummary | null;
}

/** What the task's row becomes when an attempt ends. */
export interface TaskOutcome {
  readonly status: TaskStatus;
  readonly retryCount: number;
}

/** The eight parameters that statements take for an attempt's output: tail, bytes, truncated, then the last chunk. */
export function outputValues(output: OutputSummary | null): readonly unknown[] {
  const chunk = output?.lastChunk;
  return [
    output?.tail,
    output?.bytes,
    output?.truncated,
    chunk?.chunk,
    chunk?.byteOffset,
    chunk?.firstLine,
    chunk?.lineCount,
    chunk?.data,
  ].map((value) => value ?? null);
}
