import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { withClient } from '@app/database';
import { median } from './spread';

/** What figures depend on. */
export interface Machine {
  readonly processors: number;
  readonly model: string;
  readonly memoryBytes: number;
  readonly kernel: string;
  readonly node: string;
  readonly postgres: string;
  readonly redis: string;
  /** Settings of PostgreSQL that decide what survives a power cut. */
  readonly durability: Readonly<Record<string, string>>;
  /** Median of a commit of one row, alone, from the request until it is durable. */
  readonly commitMs: number;
}

const COMMITS = 300;
const DURABILITY = ['fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method'];

/** Looks at the machine and at the server that is measured with. */
export async function describeMachine(postgresUrl: string): Promise<Machine> {
  const server = await withClient(postgresUrl, async (client) => {
    const setting = async (name: string): Promise<string> => {
      const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
      return rows[0]?.value ?? '';
    };
    const durability: Record<string, string> = {};
    for (const name of DURABILITY) durability[name] = await setting(name);
    await client.query('CREATE TABLE commits (n integer)');
    const took: number[] = [];
    for (let n = 0; n < COMMITS; n++) {
      const startedAt = performance.now();
      await client.query('INSERT INTO commits VALUES ($1)', [n]);
      took.push(performance.now() - startedAt);
    }
    await client.query('DROP TABLE commits');
    return { postgres: await setting('server_version'), durability, commitMs: median(took) };
  });
  return {
    processors: availableParallelism(),
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    kernel: `${type()} ${release()}`,
    node: process.versions.node,
    redis: /v=([\d.]+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown',
    ...server,
  };
}
