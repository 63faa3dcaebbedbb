import type { SqlClient, Statement } from '@app/database';
import type { AttemptOutcome } from '@app/process-core';
import { type AttemptEnding, type ChunkEdges, type MissingOutput, missingOutput } from './output-missing';

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
  /** Not all that was written is there. */
  readonly truncated: boolean;
}

/** A piece of output: its bytes, and the numbers of the lines that they belong to. */
export interface OutputPiece {
  readonly chunk: number;
  /** Position of the first byte among all that is kept. */
  readonly byteOffset: number;
  /** Number of the line in which the first byte lies, from 1. */
  readonly firstLine: number;
  /** Line feeds in the bytes. */
  readonly lineCount: number;
  readonly data: Buffer;
}

// The history is parted by run: with the run, one part is read.
const RUN = `(SELECT run_id FROM tasks WHERE id = $1)`;

const STATE = `
    SELECT a.attempt, a.outcome, a.exit_code AS "exitCode", a.signal, a.error_message AS "errorMessage",
      coalesce(last.line, 0)::bigint AS "lastLine", last.chunk AS "lastChunk",
      a.output_truncated AS truncated
    FROM task_attempt a LEFT JOIN LATERAL (
      SELECT o.chunk, o.first_line + o.line_count - CASE WHEN get_byte(o.data, length(o.data) - 1) = 10 THEN 1 ELSE 0 END AS line
      FROM attempt_output o WHERE o.run_id = a.run_id AND o.task_id = a.task_id AND o.attempt = a.attempt AND length(o.data) > 0
      ORDER BY o.chunk DESC LIMIT 1
    ) last ON true`;

const STATE_OF: Statement = {
  name: 'output_state_of_attempt',
  text: `${STATE} WHERE a.run_id = ${RUN} AND a.task_id = $1 AND a.attempt = $2`,
};

const STATE_OF_LATEST: Statement = {
  name: 'output_state_of_latest_attempt',
  text: `${STATE} WHERE a.run_id = ${RUN} AND a.task_id = $1 ORDER BY a.attempt DESC LIMIT 1`,
};

// Chunks are in the order of their lines: the first one that reaches the line is found by halving.
const FIRST_CHUNK: Statement = {
  name: 'first_output_chunk_of_line',
  text: `
    WITH RECURSIVE range AS (
      SELECT 0 AS low, max(chunk) + 1 AS high FROM attempt_output WHERE run_id = ${RUN} AND task_id = $1 AND attempt = $2
      UNION ALL
      SELECT CASE WHEN middle.reached THEN range.low ELSE (range.low + range.high) / 2 + 1 END,
        CASE WHEN middle.reached THEN (range.low + range.high) / 2 ELSE range.high END
      FROM range CROSS JOIN LATERAL (
        SELECT o.first_line + o.line_count >= $3 AS reached FROM attempt_output o
        WHERE o.run_id = ${RUN} AND o.task_id = $1 AND o.attempt = $2 AND o.chunk >= (range.low + range.high) / 2 ORDER BY o.chunk LIMIT 1
      ) middle WHERE range.low < range.high
    )
    SELECT o.chunk FROM range JOIN attempt_output o ON o.run_id = ${RUN} AND o.task_id = $1 AND o.attempt = $2 AND o.chunk = range.low
    WHERE range.low = range.high`,
};

const LAST_CHUNK: Statement = {
  name: 'last_output_chunk',
  text: `SELECT max(chunk) AS chunk FROM attempt_output WHERE run_id = ${RUN} AND task_id = $1 AND attempt = $2`,
};

const READ: Statement = {
  name: 'read_output_chunks',
  text: `SELECT chunk, byte_offset AS "byteOffset", first_line AS "firstLine", line_count AS "lineCount", data FROM attempt_output
    WHERE run_id = ${RUN} AND task_id = $1 AND attempt = $2 AND chunk >= $3 ORDER BY chunk LIMIT $4`,
};

const CHUNK_OF_BYTE: Statement = {
  name: 'output_chunk_of_byte',
  text: `SELECT chunk FROM attempt_output WHERE run_id = ${RUN} AND task_id = $1 AND attempt = $2 AND byte_offset <= $3
    ORDER BY chunk DESC LIMIT 1`,
};

// Without an escape character no colour begins or ends. A sequence may go on in the chunk behind it.
const STYLED_CHUNK: Statement = {
  name: 'styled_output_chunk_before',
  text: `SELECT o.chunk, o.data, coalesce((SELECT substring(next.data for 32) FROM attempt_output next
      WHERE next.run_id = o.run_id AND next.task_id = o.task_id AND next.attempt = o.attempt AND next.chunk = o.chunk + 1), '') AS next
    FROM attempt_output o
    WHERE o.run_id = ${RUN} AND o.task_id = $1 AND o.attempt = $2 AND o.chunk < $3 AND o.byte_offset >= $4 AND position('\\x1b'::bytea in o.data) > 0
    ORDER BY o.chunk DESC LIMIT 1`,
};

const ENDING: Statement = {
  name: 'ending_of_attempt_output',
  text: `SELECT a.outcome, a.output_truncated AS truncated, a.output_bytes AS bytes, a.error_message AS "errorMessage",
      worker.host AS "workerHost"
    FROM task_attempt a LEFT JOIN worker ON worker.id = a.worker_id WHERE a.run_id = ${RUN} AND a.task_id = $1 AND a.attempt = $2`,
};

// A mark is a chunk of its own, or ends the last one; only the last bytes kept lie behind it, in one chunk or two.
const LAST_EDGES: Statement = {
  name: 'last_output_chunk_edges',
  text: `SELECT first_line AS "firstLine", line_count AS "lineCount", substring(data for 2048) AS head,
      substring(data from greatest(1, length(data) - 127)) AS tail
    FROM (SELECT * FROM attempt_output WHERE run_id = ${RUN} AND task_id = $1 AND attempt = $2 ORDER BY chunk DESC LIMIT 4) last
    ORDER BY chunk`,
};

/** A chunk that changes colours, and the bytes behind it. */
export interface StyledChunk {
  readonly chunk: number;
  readonly data: Buffer;
  readonly next: Buffer;
}

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

  /** Number of the chunk that holds the byte; null when nothing was written. */
  async findChunkOfByte(taskId: string, attempt: number, byte: number): Promise<number | null> {
    return (await this.sql.query<{ chunk: number }>(CHUNK_OF_BYTE, [taskId, attempt, byte]))[0]?.chunk ?? null;
  }

  /** The last chunk before the given one that changes colours, of those from byte `fromByte` on; null when none does. */
  async findStyledChunk(
    taskId: string,
    attempt: number,
    before: number,
    fromByte: number,
  ): Promise<StyledChunk | null> {
    const rows = await this.sql.query<StyledChunk & Record<string, unknown>>(STYLED_CHUNK, [
      taskId,
      attempt,
      before,
      fromByte,
    ]);
    return rows[0] ?? null;
  }

  /** What is not there of an attempt's output. */
  async findMissing(taskId: string, attempt: number): Promise<MissingOutput[]> {
    const [ending] = await this.sql.query<AttemptEnding & Record<string, unknown>>(ENDING, [taskId, attempt]);
    if (ending === undefined) return [];
    const edges = ending.truncated
      ? await this.sql.query<ChunkEdges & Record<string, unknown>>(LAST_EDGES, [taskId, attempt])
      : [];
    return missingOutput(ending, edges);
  }

  /** Up to `limit` chunks from the given one on, in order. */
  async read(taskId: string, attempt: number, fromChunk: number, limit: number): Promise<OutputPiece[]> {
    return this.sql.query<OutputPiece>(READ, [taskId, attempt, fromChunk, limit]);
  }
}
