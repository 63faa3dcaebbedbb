import type { SqlClient, Statement } from '@app/database';
import type { ProcessTypeDefinition } from '@app/process-core';

/** The version of a type that a run used, as it is stored. */
export interface RunDefinitionRow {
  readonly runId: string;
  readonly runNumber: number;
  readonly type: string;
  readonly typeVersion: number;
  /** Of the type now; null when it was deleted. */
  readonly currentVersion: number | null;
  readonly inputData: string | null;
  readonly definition: ProcessTypeDefinition;
  /** As it was written; null when it came as JSON. */
  readonly yaml: string | null;
}

const FIND: Statement = {
  name: 'find_run_definition',
  text: `
    SELECT run.id AS "runId", run.run_number AS "runNumber", run.type, run.type_version AS "typeVersion",
      CASE WHEN type.deleted_at IS NULL THEN type.current_version END AS "currentVersion",
      run.input_data AS "inputData", version.definition, version.yaml
    FROM process_run run
      JOIN process_type type ON type.name = run.type
      JOIN process_type_version version ON version.type_name = run.type AND version.version = run.type_version
    WHERE run.id = $1`,
};

/** Reads what runs were made of. */
export class RunDefinitionRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Null when the run does not exist. */
  async find(runId: string): Promise<RunDefinitionRow | null> {
    return (await this.sql.query<RunDefinitionRow>(FIND, [runId]))[0] ?? null;
  }
}
