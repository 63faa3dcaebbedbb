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

  /** Writes out what is pending, so that nobody pays for who was measured before. */
  async settle(): Promise<void> {
    await withClient(this.postgres.url('postgres'), (client) => client.query('CHECKPOINT'));
  }

  /** Their processes, by name. */
  get parts(): readonly Part[] {
    return [
      { name: 'PostgreSQL', root: this.postgres.pid },
      { name: 'Redis', root: this.redis.pid },
    ];
  }

  async stop(): Promise<void> {
    await Promise.all([this.postgres.stop(), this.redis.stop()]);
    this.removeFolder();
  }
}
