import type { SqlClient, Statement } from '@app/database';

/** A named secret as it may be shown: never with its value. */
export interface NamedSecret {
  readonly name: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** A named secret with the process types whose current version uses it, by name. */
export interface ListedSecret extends NamedSecret {
  readonly usedBy: readonly string[];
}

const COLUMNS = `name, created_at AS "createdAt", created_by AS "createdBy", updated_at AS "updatedAt",
  updated_by AS "updatedBy"`;

const PUT: Statement = {
  name: 'put_secret',
  text: `
    INSERT INTO secret (name, sealed, created_by, updated_by) VALUES ($1, $2, $3, $3)
    ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, updated_at = now(), updated_by = excluded.updated_by
    RETURNING ${COLUMNS}, xmax = 0 AS created`,
};

const DELETE: Statement = { name: 'delete_secret', text: `DELETE FROM secret WHERE name = $1 RETURNING name` };

// Of types as they are now: what older versions used, nobody can start any more.
const usersOf = (name: string): string => `
    SELECT t.name FROM process_type t
      JOIN process_type_version v ON v.type_name = t.name AND v.version = t.current_version
    WHERE t.deleted_at IS NULL AND jsonb_path_exists(v.definition, '$.tasks[*].secrets[*] ? (@.name == $name)',
      jsonb_build_object('name', ${name}::text), true)
    ORDER BY t.name`;

const USERS: Statement = { name: 'types_using_secret', text: usersOf('$1') };

const LIST: Statement = {
  name: 'list_secrets',
  text: `SELECT ${COLUMNS}, ARRAY(${usersOf('secret.name')}) AS "usedBy" FROM secret ORDER BY name`,
};

const SEALED: Statement = {
  name: 'find_sealed_secrets',
  text: `SELECT name, sealed FROM secret WHERE name = ANY ($1::varchar[])`,
};

const OF_OTHER_KEYS: Statement = {
  name: 'secrets_of_other_keys',
  text: `SELECT name, sealed FROM secret WHERE NOT starts_with(sealed, $1) ORDER BY name LIMIT $2`,
};

const RESEAL: Statement = {
  name: 'reseal_secret',
  text: `UPDATE secret SET sealed = $3 WHERE name = $1 AND sealed = $2`,
};

/** A named secret with its encrypted value. */
export interface SealedSecret {
  readonly name: string;
  readonly sealed: string;
}

/** Named secrets, encrypted. */
export class SecretRepository {
  constructor(private readonly sql: SqlClient) {}

  /** By name. */
  async list(): Promise<ListedSecret[]> {
    return this.sql.query<ListedSecret & Record<string, unknown>>(LIST);
  }

  /** Makes the secret or replaces its value. */
  async put(name: string, sealed: string, by: string): Promise<NamedSecret & { readonly created: boolean }> {
    const [row] = await this.sql.query<NamedSecret & { created: boolean }>(PUT, [name, sealed, by]);
    if (!row) throw new TypeError(`secret '${name}' was not stored`);
    return row;
  }

  /** False when there is none of this name. */
  async delete(name: string): Promise<boolean> {
    return (await this.sql.query(DELETE, [name])).length > 0;
  }

  /** The process types whose current version uses it. */
  async findUsers(name: string): Promise<string[]> {
    return (await this.sql.query<{ name: string }>(USERS, [name])).map((row) => row.name);
  }

  /** Those of the names that exist. */
  async findSealed(names: readonly string[]): Promise<SealedSecret[]> {
    return this.sql.query<SealedSecret & Record<string, unknown>>(SEALED, [names]);
  }

  /** Some of those that were encrypted with another key than the one with this id. */
  async listOfOtherKeys(keyId: string, limit: number): Promise<SealedSecret[]> {
    return this.sql.query<SealedSecret & Record<string, unknown>>(OF_OTHER_KEYS, [`v1.${keyId}.`, limit]);
  }

  /** Replaces the encrypted value, unless it has changed meanwhile. */
  async reseal({ name, sealed }: SealedSecret, next: string): Promise<void> {
    await this.sql.query(RESEAL, [name, sealed, next]);
  }
}
