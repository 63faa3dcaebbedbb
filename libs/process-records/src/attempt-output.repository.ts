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
  /** Number of the last chunk that is stored; null when nothing was written. */
  readonly lastChunk: number | null;
  /** Lines that were left out because of the limit, first and last; null when there are none. */
  readonly gap: { readonly from: number; readonly to: number } | null;
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

// What the limit left out lies before the last kept bytes, which are one chunk or two.
const STATE = `
    SELECT a.attempt, a.outcome, a.exit_code AS "exitCode", a.signal, a.error_message AS "errorMessage",
      coalesce(last.line, 0)::bigint AS "lastLine", last.chunk AS "lastChunk", gap.lines AS gap
    FROM task_attempt a LEFT JOIN LATERAL (
      SELECT o.chunk, o.first_line + o.line_count - CASE WHEN get_byte(o.data, length(o.data) - 1) = 10 THEN 1 ELSE 0 END AS line
      FROM attempt_output o WHERE o.task_id = a.task_id AND o.attempt = a.attempt AND length(o.data) > 0
      ORDER BY o.chunk DESC LIMIT 1
    ) last ON true LEFT JOIN LATERAL (
      SELECT json_build_object('from', expected, 'to', first_line - 1) AS lines FROM (
        SELECT o.first_line, lag(o.first_line + o.line_count) OVER (ORDER BY o.chunk) AS expected
        FROM attempt_output o WHERE o.task_id = a.task_id AND o.attempt = a.attempt AND o.chunk > last.chunk - 4
      ) chunks WHERE first_line > expected AND a.output_truncated LIMIT 1
    ) gap ON true`;

const STATE_OF: Statement = {
  name: 'output_state_of_attempt',
  text: `${STATE} WHERE a.task_id = $1 AND a.attempt = $2`,
};

const STATE_OF_LATEST: Statement = {
  name: 'output_state_of_latest_attempt',
  text: `${STATE} WHERE a.task_id = $1 ORDER BY a.attempt DESC LIMIT 1`,
};

// Chunks are in the order of their lines: the first one that reaches the line is found by halving.
const FIRST_CHUNK: Statement = {
  name: 'first_output_chunk_of_line',
  text: `
    WITH RECURSIVE range AS (
      SELECT 0 AS low, max(chunk) + 1 AS high FROM attempt_output WHERE task_id = $1 AND attempt = $2
      UNION ALL
      SELECT CASE WHEN middle.reached THEN range.low ELSE (range.low + range.high) / 2 + 1 END,
        CASE WHEN middle.reached THEN (range.low + range.high) / 2 ELSE range.high END
      FROM range CROSS JOIN LATERAL (
        SELECT o.first_line + o.line_count >= $3 AS reached FROM attempt_output o
        WHERE o.task_id = $1 AND o.attempt = $2 AND o.chunk >= (range.low + range.high) / 2 ORDER BY o.chunk LIMIT 1
      ) middle WHERE range.low < range.high
    )
    SELECT o.chunk FROM range JOIN attempt_output o ON o.task_id = $1 AND o.attempt = $2 AND o.chunk = range.low
    WHERE range.low = range.high`,
};

const LAST_CHUNK: Statement = {
  name: 'last_output_chunk',
  text: `SELECT max(chunk) AS chunk FROM attempt_output WHERE task_id = $1 AND attempt = $2`,
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

  /** Number of the last chunk; null when nothing was written. */
  async findLastChunk(taskId: string, attempt: number): Promise<number | null> {
    return (await this.sql.query<{ chunk: number | null }>(LAST_CHUNK, [taskId, attempt]))[0]?.chunk ?? null;
  }

  /** Up to `limit` chunks from the given one on, in order. */
  async read(taskId: string, attempt: number, fromChunk: number, limit: number): Promise<OutputPiece[]> {
    return this.sql.query<OutputPiece>(READ, [taskId, attempt, fromChunk, limit]);
  }
}
