import {
  decodeCursor,
  type KeysetPage,
  type KeysetRow,
  type PageRequest,
  pageOf,
  type SqlClient,
  type Statement,
} from '@app/database';
import { definitionProblem, type ProcessTypeDefinition, unreadableDefinition } from '@app/process-core';
import { definitionToYaml } from './definition-to-yaml';
import type { FileProblem, ProcessType, ProcessTypeVersion, ProcessTypeVersionSummary } from './process-type';
import { REVISION } from './revision';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const COLUMNS = `t.name, t.source, t.source_file AS "sourceFile", t.current_version AS version, v.definition,
  ${REVISION} AS revision, t.created_at AS "createdAt", t.updated_at AS "updatedAt"`;

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
    SELECT v.version, v.version = t.current_version AS current,
      jsonb_array_length(CASE jsonb_typeof(v.definition->'tasks') WHEN 'array' THEN v.definition->'tasks' ELSE '[]' END)
        AS "taskCount",
      jsonb_array_length(CASE jsonb_typeof(v.definition->'parameters') WHEN 'array' THEN v.definition->'parameters' ELSE '[]' END)
        AS "parameterCount",
      v.fingerprint, v.created_by AS "createdBy", v.created_at AS "createdAt",
      json_build_array(v.version) AS "cursorValues"
    FROM process_type t JOIN process_type_version v ON v.type_name = t.name
    WHERE t.name = $1 AND t.deleted_at IS NULL AND v.version < $2 ORDER BY v.version DESC LIMIT $3`,
};

const COUNT_VERSIONS: Statement = {
  name: 'count_process_type_versions',
  text: `SELECT count(*) AS total FROM process_type_version WHERE type_name = $1`,
};

const VERSION: Statement = {
  name: 'find_process_type_version',
  text: `
    SELECT v.version, v.version = t.current_version AS current, v.definition, v.yaml, v.fingerprint,
      ${REVISION} AS revision, v.created_by AS "createdBy", v.created_at AS "createdAt"
    FROM process_type t JOIN process_type_version v ON v.type_name = t.name
      AND v.version = coalesce($2::integer, t.current_version)
    WHERE t.name = $1 AND t.deleted_at IS NULL`,
};

const AFTER_ALL = 2_147_483_647;

const FILE_PROBLEMS: Statement = {
  name: 'list_process_type_file_problems',
  text: `SELECT file, issues, found_at AS "foundAt" FROM process_type_file_problem ORDER BY file`,
};

// Shown is only what every version that declares it calls public: older records and runs hold what was secret once.
// Of a version whose parameters cannot be read nobody knows what it called secret.
const PUBLIC_NAMES: Statement = {
  name: 'public_parameter_names',
  text: `
    SELECT type, coalesce(array_agg(name) FILTER (WHERE public), '{}') AS names, bool_or(unreadable) AS unreadable
    FROM (
      SELECT v.type_name AS type, p->>'name' AS name, bool_and(p->'secret' IS NOT DISTINCT FROM 'false') AS public,
        bool_or(jsonb_typeof(v.definition->'parameters') IS DISTINCT FROM 'array'
          OR p IS NOT NULL AND jsonb_typeof(p->'name') IS DISTINCT FROM 'string') AS unreadable
      FROM process_type_version v LEFT JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(v.definition->'parameters') WHEN 'array' THEN v.definition->'parameters' ELSE '[]' END
      ) p ON true
      WHERE v.type_name = ANY ($1::text[]) GROUP BY v.type_name, p->>'name'
    ) parameter
    GROUP BY type`,
};

/** Tells which parameters of a type are never to be shown. */
export interface SecretNames {
  has(name: string): boolean;
}

/** For types of which nothing is known. */
export const ALL_NAMES: SecretNames = { has: () => true };

type StoredProcessType = Omit<ProcessType, 'unreadable'>;
type StoredVersion = Omit<ProcessTypeVersion, 'yaml'> & { readonly yaml: string | null };

/** Reads process types. A definition that cannot be read is shown as one without tasks that says so. */
export class ProcessTypeRepository {
  constructor(private readonly sql: SqlClient) {}

  /** All types in their current versions, by name. */
  async list(): Promise<ProcessType[]> {
    return (await this.sql.query<StoredProcessType>(LIST)).map(shown);
  }

  /** The type in its current version, or null when it does not exist (any more). */
  async find(name: string): Promise<ProcessType | null> {
    if (!NAME.test(name)) return null;
    const [row] = await this.sql.query<StoredProcessType>(FIND, [name]);
    return row ? shown(row) : null;
  }

  /** One page of the type's versions, newest first. Throws `invalid` for a cursor of another list. */
  async listVersions(name: string, page: PageRequest): Promise<KeysetPage<ProcessTypeVersionSummary>> {
    const before = page.cursor === undefined ? AFTER_ALL : decodeCursor(page.cursor, ['count'])[0];
    const [rows, total] = await Promise.all([
      this.sql.query<KeysetRow<ProcessTypeVersionSummary>>(VERSIONS, [name, before, page.limit + 1]),
      this.sql.query<{ total: number }>(COUNT_VERSIONS, [name]),
    ]);
    return pageOf(rows, page.limit, total[0]?.total ?? 0);
  }

  /** One version of a type, the current one when `version` is null; null when there is none. */
  async findVersion(name: string, version: number | null): Promise<ProcessTypeVersion | null> {
    if (!NAME.test(name)) return null;
    const [row] = await this.sql.query<StoredVersion>(VERSION, [name, version]);
    if (!row) return null;
    const { definition } = shown({ ...row, name });
    return { ...row, definition, yaml: row.yaml ?? definitionToYaml(definition) };
  }

  /** Files of the definitions folder that are not in use, by name. */
  async listFileProblems(): Promise<FileProblem[]> {
    return this.sql.query<FileProblem>(FILE_PROBLEMS);
  }

  /**
   * Which values of a record or run are never to be shown, by type: those of parameters that any version called secret,
   * and those that no version declares. All of them where a version cannot be read.
   */
  async findSecretNames(types: readonly string[]): Promise<ReadonlyMap<string, SecretNames>> {
    if (types.length === 0) return new Map();
    const rows = await this.sql.query<{ type: string; names: string[]; unreadable: boolean }>(PUBLIC_NAMES, [
      [...new Set(types)],
    ]);
    return new Map(rows.map(({ type, names, unreadable }) => [type, unreadable ? ALL_NAMES : allBut(new Set(names))]));
  }
}

function allBut(names: ReadonlySet<string>): SecretNames {
  return { has: (name) => !names.has(name) };
}

function shown<Row extends { name: string; version: number; definition: ProcessTypeDefinition }>(
  row: Row,
): Row & { unreadable: string | null } {
  const problem = definitionProblem(row.definition);
  if (problem === null) return { ...row, unreadable: null };
  const unreadable = `Version ${row.version} of process type '${row.name}' cannot be read: ${problem}.`;
  return { ...row, unreadable, definition: unreadableDefinition(row.name, unreadable) };
}
