import type { SqlClient, Statement } from '@app/database';

/** Where inputs of records are stored. */
export const INPUT_TABLES = ['process_record', 'process_run'] as const;
export type InputTable = (typeof INPUT_TABLES)[number];

/** An input as it is stored. */
export interface StoredInputRow {
  /** Of the record or run. */
  readonly id: string;
  readonly recordId: string;
  readonly type: string;
  readonly inputData: string;
}

/** An input and what is to stand in its place. */
export interface ReplacedInput extends Pick<StoredInputRow, 'id' | 'inputData'> {
  readonly next: string;
}

const TYPES: Statement = {
  name: 'types_with_secrets',
  text: `
    SELECT DISTINCT type_name AS name FROM process_type_version
    WHERE jsonb_path_exists(definition, '$.parameters[*] ? (@.secret == true)') ORDER BY type_name`,
};

const LIST: Readonly<Record<InputTable, Statement>> = {
  process_record: {
    name: 'list_record_inputs_to_seal',
    text: `
      SELECT id, id AS "recordId", type, input_data AS "inputData" FROM process_record
      WHERE id > $1 AND input_data IS NOT NULL AND (type = ANY ($2::varchar[]) OR input_data LIKE '%"$sealed"%')
      ORDER BY id LIMIT $3`,
  },
  process_run: {
    name: 'list_run_inputs_to_seal',
    text: `
      SELECT id, process_record_id AS "recordId", type, input_data AS "inputData" FROM process_run
      WHERE id > (CASE $1 WHEN '' THEN '00000000-0000-0000-0000-000000000000' ELSE $1 END)::uuid
        AND input_data IS NOT NULL AND (type = ANY ($2::varchar[]) OR input_data LIKE '%"$sealed"%')
      ORDER BY id LIMIT $3`,
  },
};

const REPLACE: Readonly<Record<InputTable, Statement>> = {
  process_record: {
    name: 'replace_record_input',
    text: `
      UPDATE process_record SET input_data = next.text
      FROM unnest($1::varchar[], $2::text[], $3::text[]) AS next(id, read, text)
      WHERE process_record.id = next.id AND process_record.input_data = next.read`,
  },
  process_run: {
    name: 'replace_run_input',
    text: `
      UPDATE process_run SET input_data = next.text
      FROM unnest($1::uuid[], $2::text[], $3::text[]) AS next(id, read, text)
      WHERE process_run.id = next.id AND process_run.input_data = next.read`,
  },
};

/** Reads and replaces stored inputs, to encrypt them. */
export class SealedInputRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The types of which some version has a secret parameter. */
  async listTypesWithSecrets(): Promise<string[]> {
    return (await this.sql.query<{ name: string }>(TYPES)).map(({ name }) => name);
  }

  /** Inputs of these types, and others that have encrypted values, by id after `last` (`''`: from the beginning). */
  async listAfter(table: InputTable, last: string, types: readonly string[], limit: number): Promise<StoredInputRow[]> {
    return this.sql.query<StoredInputRow & Record<string, unknown>>(LIST[table], [last, types, limit]);
  }

  /** Replaces inputs, but for those that have changed meanwhile. */
  async replace(table: InputTable, inputs: readonly ReplacedInput[]): Promise<void> {
    if (inputs.length === 0) return;
    const values = [
      inputs.map(({ id }) => id),
      inputs.map(({ inputData }) => inputData),
      inputs.map(({ next }) => next),
    ];
    await this.sql.query(REPLACE[table], values);
  }
}
