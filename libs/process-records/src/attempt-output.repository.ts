import type { SqlClient, Statement } from '@app/database';
import type { AttemptOutcome } from '@app/process-core';

/** One attempt, as far as its output is concerned. */
export interface OutputState {
  readonly attempt: number;
  readonly outcome: AttemptOutcome | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly errorMessage: string | null;
  /** Number of the last line; 0 when nothing was written. Lines left out by the limit are counted. */
  readonly lastLine: number;
}

/** A piece of output: its bytes, and the numbers of the lines that they belong to. */
export interface OutputPiece {
  readonly chunk: number;
  /** Number of the line in which the first byte lies, from 1. */
  readonly firstLine: number;
  /** Line feeds in the bytes. */
  readonly lineCount: number;
  readonly data: Buffer;
}

const STATE = `
    SELECT a.attempt, a.outcome, a.exit_code AS "exitCode", a.signal, a.error_message AS "errorMessage",
      coalesce(last.line, 0)::bigint AS "lastLine"
    FROM task_attempt a LEFT JOIN LATERAL (
      SELECT o.first_line + o.line_count - CASE WHEN get_byte(o.data, length(o.data) - 1) = 10 THEN 1 ELSE 0 END AS line
      FROM attempt_output o WHERE o.task_id = a.task_id AND o.attempt = a.attempt AND length(o.data) > 0
      ORDER BY o.chunk DESC LIMIT 1
    ) last ON true`;

const STATE_OF: Statement = {
  name: 'output_state_of_attempt',
  text: `${STATE} WHERE a.task_id = $1 AND a.attempt = $2`,
};

const STATE_OF_LATEST: Statement = {
  name: 'output_state_of_latest_attempt',
  text: `${STATE} WHERE a.task_id = $1 ORDER BY a.attempt DESC LIMIT 1`,
};

// Chunks are in the order of their lines: the first one that reaches the line is where reading begins.
const FIRST_CHUNK: Statement = {
  name: 'first_output_chunk_of_line',
  text: `SELECT chunk FROM attempt_output WHERE task_id = $1 AND attempt = $2 AND first_line + line_count >= $3
    ORDER BY chunk LIMIT 1`,
};

const READ: Statement = {
  name: 'read_output_chunks',
  text: `SELECT chunk, first_line AS "firstLine", line_count AS "lineCount", data FROM attempt_output
    WHERE task_id = $1 AND attempt = $2 AND chunk >= $3 ORDER BY chunk LIMIT $4`,
};

/** Reads the output of attempts in pieces. */
export class AttemptOutputRepository {
  constructor(private readonly sql: SqlClient) {}

  /** State of the given attempt, or of the latest; null when there is none. */
  async findState(taskId: string, attempt: number | undefined): Promise<OutputState | null> {
    const rows =
      attempt === undefined
        ? await this.sql.query<OutputState>(STATE_OF_LATEST, [taskId])
        : await this.sql.query<OutputState>(STATE_OF, [taskId, attempt]);
    return rows[0] ?? null;
  }

  /** Number of the chunk in which the line begins or goes on; null when the output ends before it. */
  async findChunkOfLine(taskId: string, attempt: number, line: number): Promise<number | null> {
    const rows = await this.sql.query<{ chunk: number }>(FIRST_CHUNK, [taskId, attempt, line]);
    return rows[0]?.chunk ?? null;
  }

  /** Up to `limit` chunks from the given one on, in order. */
  async read(taskId: string, attempt: number, fromChunk: number, limit: number): Promise<OutputPiece[]> {
    return this.sql.query<OutputPiece>(READ, [taskId, attempt, fromChunk, limit]);
  }
}
