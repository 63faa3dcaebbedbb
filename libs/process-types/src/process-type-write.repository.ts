import type { SqlClient, Statement, TransactionClient } from '@app/database';
import type { ProcessTypeDefinition } from '@app/process-core';
import { definitionFingerprint } from './definition-fingerprint';
import type { FileProblemIssue, ProcessTypeSource } from './process-type';
import { REVISION } from './revision';

/** A type as it is stored now; `deleted` ones keep their name and versions. */
export interface StoredType {
  readonly name: string;
  readonly source: ProcessTypeSource;
  readonly sourceFile: string | null;
  readonly currentVersion: number;
  readonly fingerprint: string;
  readonly revision: string;
  /** Who made the current version. */
  readonly createdBy: string;
  readonly deleted: boolean;
}

/** A definition and, unless it came as JSON, the YAML that it was written in. */
export interface WrittenDefinition {
  readonly definition: ProcessTypeDefinition;
  readonly yaml: string | null;
}

/** The current version after a save, and whether it is a new one, has a new text only, or is as it was. */
export interface SavedVersion {
  readonly version: number;
  readonly change: 'version' | 'text' | 'none';
}

/** Who defines a type, and from where. */
export interface DefinitionOrigin {
  readonly source: ProcessTypeSource;
  readonly sourceFile: string | null;
  /** A user's name, or `system`. */
  readonly createdBy: string;
}

// Types change rarely: one change at a time over all replicas, so that none sees half of another's.
const LOCK: Statement = { name: 'lock_process_types', text: `SELECT pg_advisory_xact_lock(7216002)` };

const STORED: Statement = {
  name: 'stored_process_types',
  text: `
    SELECT t.name, t.source, t.source_file AS "sourceFile", t.current_version AS "currentVersion", v.fingerprint,
      ${REVISION} AS revision, v.created_by AS "createdBy", t.deleted_at IS NOT NULL AS deleted
    FROM process_type t JOIN process_type_version v ON v.type_name = t.name AND v.version = t.current_version
    WHERE $1::text IS NULL OR t.name = $1`,
};

const UPSERT_TYPE: Statement = {
  name: 'upsert_process_type',
  text: `
    INSERT INTO process_type AS t (name, source, source_file, current_version) VALUES ($1, $2, $3, $4)
    ON CONFLICT (name) DO UPDATE SET source = excluded.source, source_file = excluded.source_file,
      current_version = excluded.current_version, deleted_at = NULL, updated_at = now(),
      created_at = CASE WHEN t.deleted_at IS NULL THEN t.created_at ELSE now() END`,
};

const ADD_VERSION: Statement = {
  name: 'add_process_type_version',
  text: `
    INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by, yaml)
    SELECT $1::text, 1 + coalesce(max(version), 0), $2, $3, $4, $5 FROM process_type_version WHERE type_name = $1::text
    RETURNING version`,
};

const REPLACE_TEXT: Statement = {
  name: 'replace_process_type_text',
  text: `
    UPDATE process_type_version SET yaml = $3 WHERE type_name = $1 AND version = $2 AND yaml IS DISTINCT FROM $3
    RETURNING version`,
};

// The row is locked first, so that records being made from the type are committed or refused.
const LOCK_TYPE: Statement = { name: 'lock_process_type', text: `SELECT FROM process_type WHERE name = $1 FOR UPDATE` };

const COUNT_RECORDS: Statement = {
  name: 'count_records_of_type',
  text: `SELECT count(*) AS records FROM process_record WHERE type = $1`,
};

const DELETE: Statement = {
  name: 'delete_process_type',
  text: `UPDATE process_type SET deleted_at = now(), updated_at = now() WHERE name = $1`,
};

const REPLACE_FILE_PROBLEMS: Statement = {
  name: 'replace_process_type_file_problems',
  text: `
    WITH problem AS (
      SELECT * FROM jsonb_to_recordset($1::jsonb) AS p (file text, issues jsonb)
    ), solved AS (
      DELETE FROM process_type_file_problem WHERE file NOT IN (SELECT file FROM problem)
    )
    INSERT INTO process_type_file_problem AS known (file, issues) SELECT file, issues FROM problem
    ON CONFLICT (file) DO UPDATE SET issues = excluded.issues, found_at = now()
      WHERE known.issues IS DISTINCT FROM excluded.issues`,
};

/** Changes process types. */
export class ProcessTypeWriteRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Runs `change` while nobody else, on any replica, changes a type; all of it takes effect, or nothing. */
  async changeTypes<T>(change: (types: ProcessTypeChanges) => Promise<T>): Promise<T> {
    return this.sql.transaction(async (transaction) => {
      await transaction.query(LOCK);
      return change(new ProcessTypeChanges(transaction));
    });
  }
}

/** What one change can read and write. */
export class ProcessTypeChanges {
  constructor(private readonly transaction: TransactionClient) {}

  /** All types, also deleted ones. */
  async listStored(): Promise<StoredType[]> {
    return this.transaction.query<StoredType>(STORED, [null]);
  }

  /** The type, also when it is deleted; null when there never was one of the name. */
  async findStored(name: string): Promise<StoredType | null> {
    return (await this.transaction.query<StoredType>(STORED, [name]))[0] ?? null;
  }

  /**
   * Makes the definition the type's current version; a new one only when it means something else than `stored`, the
   * type as it is. Where only comments and layout differ, the current version gets the new text.
   */
  async save(written: WrittenDefinition, origin: DefinitionOrigin, stored: StoredType | null): Promise<SavedVersion> {
    const { name } = written.definition;
    const fingerprint = definitionFingerprint(written.definition);
    // The version refers to the type, so a new type gets its row first.
    if (!stored) await this.upsertType(name, origin, 1);
    if (stored?.fingerprint !== fingerprint) {
      const version = await this.addVersion(written, fingerprint, origin.createdBy);
      if (stored) await this.upsertType(name, origin, version);
      return { version, change: 'version' };
    }
    const version = stored.currentVersion;
    if (stored.deleted || !isFrom(stored, origin)) await this.upsertType(name, origin, version);
    const newText = await this.replaceText(name, version, written.yaml);
    return { version, change: stored.deleted ? 'version' : newText ? 'text' : 'none' };
  }

  /** Deletes the type unless records use it; gives how many do. Its versions stay, for the runs that had them. */
  async delete(name: string): Promise<number> {
    await this.transaction.query(LOCK_TYPE, [name]);
    const rows = await this.transaction.query<{ records: number }>(COUNT_RECORDS, [name]);
    const records = rows[0]?.records ?? 0;
    if (records === 0) await this.transaction.query(DELETE, [name]);
    return records;
  }

  /** The files that are not in use; those that are not listed have no problem any more. */
  async replaceFileProblems(problems: readonly { file: string; issues: readonly FileProblemIssue[] }[]): Promise<void> {
    await this.transaction.query(REPLACE_FILE_PROBLEMS, [JSON.stringify(problems)]);
  }

  private async upsertType(name: string, origin: DefinitionOrigin, version: number): Promise<void> {
    await this.transaction.query(UPSERT_TYPE, [name, origin.source, origin.sourceFile, version]);
  }

  // A definition that is sent again as JSON says nothing about comments, so they stay.
  private async replaceText(name: string, version: number, yaml: string | null): Promise<boolean> {
    if (yaml === null) return false;
    return (await this.transaction.query(REPLACE_TEXT, [name, version, yaml])).length > 0;
  }

  private async addVersion({ definition, yaml }: WrittenDefinition, fingerprint: string, by: string): Promise<number> {
    const values = [definition.name, JSON.stringify(definition), fingerprint, by, yaml];
    const rows = await this.transaction.query<{ version: number }>(ADD_VERSION, values);
    if (!rows[0]) throw new Error(`no version of process type ${definition.name} was added`);
    return rows[0].version;
  }
}

function isFrom(stored: StoredType, origin: DefinitionOrigin): boolean {
  return stored.source === origin.source && stored.sourceFile === origin.sourceFile;
}
