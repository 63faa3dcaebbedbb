import type { SqlClient, Statement } from '@app/database';
import { conflict, definitionProblem, type ProcessTypeDefinition } from '@app/process-core';

export interface VersionedDefinition {
  readonly version: number;
  readonly definition: ProcessTypeDefinition;
}

const CURRENT: Statement = {
  name: 'current_type_definition',
  text: `
    SELECT v.version, v.definition FROM process_type t
      JOIN process_type_version v ON v.type_name = t.name AND v.version = t.current_version
    WHERE t.name = $1 AND t.deleted_at IS NULL`,
};

const AT_VERSION: Statement = {
  name: 'type_definition_at_version',
  text: `SELECT definition FROM process_type_version WHERE type_name = $1 AND version = $2`,
};

const CACHED_VERSIONS = 500;

/** Definitions of process types as runs need them. */
export class TypeDefinitionRepository {
  // Versions never change: they can be kept.
  private readonly versions = new Map<string, ProcessTypeDefinition>();

  constructor(private readonly sql: SqlClient) {}

  /** The newest version, or null when the type does not exist (any more). Throws `conflict` when it is unreadable. */
  async findCurrent(name: string): Promise<VersionedDefinition | null> {
    const rows = await this.sql.query<{ version: number; definition: ProcessTypeDefinition }>(CURRENT, [name]);
    return rows[0] ? readable(name, rows[0]) : null;
  }

  /** A version that a run was made from, or null when it was never stored. Throws `conflict` when it is unreadable. */
  async findVersion(name: string, version: number): Promise<ProcessTypeDefinition | null> {
    const key = `${version} ${name}`;
    const known = this.versions.get(key);
    if (known) return known;
    const rows = await this.sql.query<{ definition: ProcessTypeDefinition }>(AT_VERSION, [name, version]);
    if (!rows[0]) return null;
    const { definition } = readable(name, { version, definition: rows[0].definition });
    this.remember(key, definition);
    return definition;
  }

  private remember(key: string, definition: ProcessTypeDefinition): void {
    const oldest = this.versions.keys().next();
    if (this.versions.size >= CACHED_VERSIONS && !oldest.done) this.versions.delete(oldest.value);
    this.versions.set(key, definition);
  }
}

// Checked here, so that one type that something else wrote fails what uses it, with the reason, and nothing besides.
function readable(name: string, stored: VersionedDefinition): VersionedDefinition {
  const problem = definitionProblem(stored.definition);
  if (problem === null) return stored;
  throw conflict(`Version ${stored.version} of process type '${name}' cannot be read: ${problem}.`);
}
