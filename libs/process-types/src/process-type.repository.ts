import type { SqlClient, Statement } from '@app/database';
import type { FileProblem, ProcessType, ProcessTypeVersion } from './process-type';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const COLUMNS = `t.name, t.source, t.source_file AS "sourceFile", t.current_version AS version, v.definition,
  t.created_at AS "createdAt", t.updated_at AS "updatedAt"`;

const LIST: Statement = {
  name: 'list_process_types',
  text: `
    SELECT ${COLUMNS} FROM process_type t
      JOIN process_type_version v ON v.type_name = t.name AND v.version = t.current_version
    WHERE t.deleted_at IS NULL ORDER BY t.name`,
};

const FIND: Statement = {
  name: 'find_process_type',
  text: `
    SELECT ${COLUMNS} FROM process_type t
      JOIN process_type_version v ON v.type_name = t.name AND v.version = t.current_version
    WHERE t.name = $1 AND t.deleted_at IS NULL`,
};

const VERSIONS: Statement = {
  name: 'list_process_type_versions',
  text: `
    SELECT v.version, v.version = t.current_version AS current, v.definition, v.fingerprint,
      v.created_by AS "createdBy", v.created_at AS "createdAt"
    FROM process_type t JOIN process_type_version v ON v.type_name = t.name
    WHERE t.name = $1 AND t.deleted_at IS NULL ORDER BY v.version DESC`,
};

const FILE_PROBLEMS: Statement = {
  name: 'list_process_type_file_problems',
  text: `SELECT file, issues, found_at AS "foundAt" FROM process_type_file_problem ORDER BY file`,
};

// What was secret in any version stays secret: older records and runs hold such values.
const SECRET_NAMES: Statement = {
  name: 'secret_parameter_names',
  text: `
    SELECT DISTINCT v.type_name AS type, p->>'name' AS name
    FROM process_type_version v, jsonb_array_elements(v.definition->'parameters') p
    WHERE v.type_name = ANY ($1::text[]) AND p->'secret' = 'true'::jsonb`,
};

/** Reads process types. */
export class ProcessTypeRepository {
  constructor(private readonly sql: SqlClient) {}

  /** All types in their current versions, by name. */
  async list(): Promise<ProcessType[]> {
    return this.sql.query<ProcessType>(LIST);
  }

  /** The type in its current version, or null when it does not exist (any more). */
  async find(name: string): Promise<ProcessType | null> {
    if (!NAME.test(name)) return null;
    return (await this.sql.query<ProcessType>(FIND, [name]))[0] ?? null;
  }

  /** The type's versions, newest first; none when it does not exist (any more). */
  async listVersions(name: string): Promise<ProcessTypeVersion[]> {
    return NAME.test(name) ? this.sql.query<ProcessTypeVersion>(VERSIONS, [name]) : [];
  }

  /** Files of the definitions folder that are not in use, by name. */
  async listFileProblems(): Promise<FileProblem[]> {
    return this.sql.query<FileProblem>(FILE_PROBLEMS);
  }

  /** The names of parameters that were ever secret, for those of the types that have any. */
  async findSecretNames(types: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const names = new Map<string, Set<string>>();
    if (types.length === 0) return names;
    const rows = await this.sql.query<{ type: string; name: string }>(SECRET_NAMES, [[...new Set(types)]]);
    for (const { type, name } of rows) names.set(type, (names.get(type) ?? new Set()).add(name));
    return names;
  }
}
