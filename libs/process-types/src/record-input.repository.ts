import type { SqlClient, Statement } from '@app/database';

/** The input of a process record as it is stored. */
export interface StoredRecordInput {
  readonly id: string;
  /** JSON text; null when the record has none. */
  readonly inputData: string | null;
  /** Cron expression; null when nothing starts it by itself. */
  readonly schedule: string | null;
  /** With microseconds, to go on from. */
  readonly createdAt: string;
}

const INPUTS: Statement = {
  name: 'list_record_inputs',
  text: `
    SELECT id, input_data AS "inputData", schedule, created_at::text AS "createdAt" FROM process_record
    WHERE type = $1 AND (created_at, id) > ($2::timestamptz, $3) ORDER BY created_at, id LIMIT $4`,
};

/** Reads what the records of a type give to their runs. */
export class RecordInputRepository {
  constructor(private readonly sql: SqlClient) {}

  /** At most `limit` records of the type, oldest first, those after `last` only when it is given. */
  async listAfter(
    type: string,
    last: Pick<StoredRecordInput, 'createdAt' | 'id'> | undefined,
    limit: number,
  ): Promise<StoredRecordInput[]> {
    return this.sql.query<StoredRecordInput>(INPUTS, [type, last?.createdAt ?? '-infinity', last?.id ?? '', limit]);
  }
}
