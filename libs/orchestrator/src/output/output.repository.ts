import type { SqlClient, Statement } from '@app/database';
import type { OutputChunk } from '../transitions/attempt-result';
import type { AttemptKey } from '../transitions/stop-run.repository';
import type { OutputStore } from './attempt-output';

// A chunk that is there already was stored by a call whose answer was lost.
const APPEND_OUTPUT: Statement = {
  name: 'append_output',
  text: `
    INSERT INTO attempt_output (task_id, attempt, chunk, byte_offset, first_line, line_count, data)
    SELECT $1, $2, c.* FROM unnest($3::integer[], $4::bigint[], $5::bigint[], $6::integer[], $7::bytea[]) AS c
    ON CONFLICT DO NOTHING`,
};

/** Stores output while commands run. */
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
    ]);
  }
}
