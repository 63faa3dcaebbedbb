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

// What was secret in any version stays secret: older records and runs hold such values. Of a version whose parameters
// cannot be read nobody knows what it called secret.
const SECRET_NAMES: Statement = {
  name: 'secret_parameter_names',
  text: `
    SELECT v.type_name AS type,
      coalesce(array_agg(p->>'name') FILTER (WHERE coalesce(p->'secret', 'false') <> 'false'), '{}') AS names,
      bool_or(jsonb_typeof(v.definition->'parameters') IS DISTINCT FROM 'array'
        OR p IS NOT NULL AND jsonb_typeof(p->'name') IS DISTINCT FROM 'string') AS unreadable
    FROM process_type_version v LEFT JOIN LATERAL jsonb_array_elements(
      CASE jsonb_typeof(v.definition->'parameters') WHEN 'array' THEN v.definition->'parameters' ELSE '[]' END) p ON true
    WHERE v.type_name = ANY ($1::text[]) GROUP BY v.type_name`,
};

/** Tells which parameters of a type are never to be shown. */
export interface SecretNames {
  has(name: string): boolean;
}

/** For types of which nothing is known. */
export const ALL_NAMES: SecretNames = { has: () => true };

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

  /** Which parameters were ever secret, by type: all of them where a version cannot be read. */
  async findSecretNames(types: readonly string[]): Promise<ReadonlyMap<string, SecretNames>> {
    if (types.length === 0) return new Map();
    const rows = await this.sql.query<{ type: string; names: string[]; unreadable: boolean }>(SECRET_NAMES, [
      [...new Set(types)],
    ]);
    return new Map(rows.map(({ type, names, unreadable }) => [type, unreadable ? ALL_NAMES : new Set(names)]));
  }
}
