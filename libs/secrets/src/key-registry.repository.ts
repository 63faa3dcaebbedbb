import type { SqlClient, Statement } from '@app/database';

const LOCK: Statement = { name: 'lock_secret_keys', text: `LOCK TABLE secret_key IN EXCLUSIVE MODE` };

const LIST: Statement = { name: 'list_secret_keys', text: `SELECT id FROM secret_key ORDER BY registered_at, id` };

const REGISTER: Statement = {
  name: 'register_secret_key',
  text: `INSERT INTO secret_key (id) SELECT $1 WHERE NOT EXISTS (SELECT FROM secret_key WHERE id <> ALL ($2::varchar[]))
    ON CONFLICT DO NOTHING`,
};

const FORGET: Statement = { name: 'forget_secret_keys', text: `DELETE FROM secret_key WHERE id <> $1` };

/** The ids of the keys that secrets in this database may be encrypted with; never the keys. */
export class KeyRegistryRepository {
  constructor(private readonly sql: SqlClient) {}

  /**
   * Adds a key, unless there is one that is not among those the caller has: of two services with different keys that
   * come first at the same moment, one is told. Gives all that are registered then.
   */
  async register(id: string, here: readonly string[]): Promise<string[]> {
    return this.sql.transaction(async (client) => {
      await client.query(LOCK);
      await client.query(REGISTER, [id, here]);
      return (await client.query<{ id: string }>(LIST)).map((row) => row.id);
    });
  }

  /** Oldest first. */
  async list(): Promise<string[]> {
    return (await this.sql.query<{ id: string }>(LIST)).map(({ id }) => id);
  }

  async forgetAllBut(id: string): Promise<void> {
    await this.sql.query(FORGET, [id]);
  }
}
