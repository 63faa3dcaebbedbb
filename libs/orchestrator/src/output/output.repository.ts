import type { SqlClient, Statement } from '@app/database';
import type { AttemptOutcome } from '@app/process-core';
import type { OutputChunk } from '../transitions/attempt-result';
import type { AttemptKey } from '../transitions/stop-run.repository';
import type { OutputStore } from './attempt-output';
import type { SpoolKey } from './spool';

// A chunk that is there already was stored by a call whose answer was lost.
const APPEND_OUTPUT: Statement = {
  name: 'append_output',
  text: `
    INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
    SELECT $8, $1, $2, c.* FROM unnest($3::integer[], $4::bigint[], $5::bigint[], $6::integer[], $7::bytea[]) AS c
    ON CONFLICT DO NOTHING`,
};

const FIND_STORED: Statement = {
  name: 'find_stored_output',
  text: `
    SELECT a.run_id AS "runId", a.completed_at IS NOT NULL AS closed, a.outcome, a.worker_id AS "workerId", count(o.chunk)::integer AS chunks,
      coalesce(sum(length(o.data)), 0)::bigint AS bytes, coalesce(sum(o.line_count), 0)::bigint AS lines
    FROM task_attempt a LEFT JOIN attempt_output o ON o.run_id = a.run_id AND o.task_id = a.task_id AND o.attempt = a.attempt
    WHERE a.run_id = (SELECT run_id FROM tasks WHERE id = $1) AND a.task_id = $1 AND a.attempt = $2
    GROUP BY a.run_id, a.task_id, a.attempt`,
};

const STORE_RECOVERED: Statement = {
  name: 'store_recovered_output',
  text: `
    WITH output AS (
      INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
      VALUES ($10, $1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
    ), attempt AS (
      UPDATE task_attempt SET output_bytes = $8, output_truncated = true
      WHERE run_id = $10 AND task_id = $1 AND attempt = $2
    )
    UPDATE tasks SET output = $9, output_bytes = $8, output_truncated = true
    WHERE id = $1 AND run_id = $10 AND attempt_count = $2 AND status <> 'IN_PROGRESS'`,
};

/** What is stored of an attempt's output, and whether the attempt is over. */
export interface StoredOutput {
  readonly runId: string;
  readonly closed: boolean;
  readonly outcome: AttemptOutcome | null;
  readonly workerId: string;
  readonly chunks: number;
  readonly bytes: number;
  readonly lines: number;
}

/** Stores output while commands run, and after their worker was lost. */
export class OutputRepository implements OutputStore {
  constructor(private readonly sql: SqlClient) {}

  async appendOutput(key: AttemptKey, chunks: readonly OutputChunk[]): Promise<void> {
    await this.sql.query(APPEND_OUTPUT, [
      key.taskId,
      key.attempt,
      chunks.map((c) => c.chunk),
      chunks.map((c) => c.byteOffset),
      chunks.map((c) => c.firstLine),
      chunks.map((c) => c.lineCount),
      chunks.map((c) => c.data),
      key.runId,
    ]);
  }

  /** What is stored so far, or null when the attempt is not known (any more). */
  async findStored(key: SpoolKey): Promise<StoredOutput | null> {
    const rows = await this.sql.query<StoredOutput>(FIND_STORED, [key.taskId, key.attempt]);
    return rows[0] ?? null;
  }

  /** Adds the rest of a lost attempt's output, and its tail to the task unless a newer attempt shows its own. */
  async storeRecovered(key: AttemptKey, rest: OutputChunk, all: { tail: string; bytes: number }): Promise<void> {
    const { chunk, byteOffset, firstLine, lineCount, data } = rest;
    const values = [
      key.taskId,
      key.attempt,
      chunk,
      byteOffset,
      firstLine,
      lineCount,
      data,
      all.bytes,
      all.tail,
      key.runId,
    ];
    await this.sql.query(STORE_RECOVERED, values);
  }
}
