import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withClient } from '@app/database';
import { PostgresServer } from '@app/database/embedded';
import { type TestRedis, temporaryFolder, testRedis } from '@app/testing';
import type { Part } from './processor-time';

const COUNTING = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'all',
  'pg_stat_statements.track_planning': 'on',
};

/** One PostgreSQL with the product's durable settings and one Redis: everything that is compared uses these two. */
export class Servers {
  private databases = 0;
  /** Processes that work with them; those that still run are ended before they are. */
  readonly users = new Set<ChildProcess>();

  private constructor(
    readonly folder: string,
    private readonly postgres: PostgresServer,
    readonly redis: TestRedis,
    private readonly removeFolder: () => void,
  ) {}

  /** @param statements PostgreSQL counts what each statement costs */
  static async start(statements: boolean): Promise<Servers> {
    const folder = temporaryFolder('bench-throughput');
    const [postgres, redis] = await Promise.all([
      PostgresServer.start({
        folder: join(folder.path, 'postgres'),
        log: () => undefined,
        settings: statements ? COUNTING : {},
      }),
      testRedis(),
    ]);
    return new Servers(folder.path, postgres, redis, () => folder.remove());
  }

  /** An empty database of its own. Gives its URL. */
  async createDatabase(): Promise<string> {
    const name = `bench_${++this.databases}`;
    await withClient(this.postgres.url('postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
    return this.postgres.url(name);
  }

  /** Drops it, so that PostgreSQL cleans nothing up in it while others are measured. */
  async dropDatabase(url: string): Promise<void> {
    const name = new URL(url).pathname.slice(1);
    await withClient(this.postgres.url('postgres'), (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }

  /** Of the server, for what concerns no database of its own. */
  get url(): string {
    return this.postgres.url('postgres');
  }

  /** Writes out what is pending, so that nobody pays for who was measured before. */
  async settle(): Promise<void> {
    await withClient(this.postgres.url('postgres'), (client) => client.query('CHECKPOINT'));
  }

  /**
   * Lets PostgreSQL put off checkpoints while much is written that is not measured.
   * @param write what writes it; afterwards all settings are as before, and all is on disk
   */
  async withoutCheckpoints(write: () => Promise<void>): Promise<void> {
    const change = (...statements: string[]): Promise<void> =>
      withClient(this.url, async (client) => {
        for (const statement of [...statements, 'SELECT pg_reload_conf()', 'CHECKPOINT']) await client.query(statement);
      });
    await change("ALTER SYSTEM SET max_wal_size = '4GB'", "ALTER SYSTEM SET checkpoint_timeout = '1h'");
    try {
      await write();
    } finally {
      await change('ALTER SYSTEM RESET max_wal_size', 'ALTER SYSTEM RESET checkpoint_timeout');
    }
  }

  /** Their processes, by name. */
  get parts(): readonly Part[] {
    return [
      { name: 'PostgreSQL', root: this.postgres.pid },
      { name: 'Redis', root: this.redis.pid },
    ];
  }

  async stop(): Promise<void> {
    const ended = [...this.users].map((user) => once(user, 'close'));
    for (const user of this.users) user.kill('SIGTERM');
    await Promise.all(ended);
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
    this.removeFolder();
  }
}
