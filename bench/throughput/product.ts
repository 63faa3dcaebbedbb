import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@app/database/embedded';
import { Client } from 'pg';
import type { Backend } from './arguments';
import type { Servers } from './servers';

const LAUNCHER = join(__dirname, '../../dist/apps/cli/src/main.js');
const PASSWORD = 'bench-throughput-9Z';
const AUTHORIZATION = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;

/** The built product as its launcher runs it, on a database of its own. */
export class Product {
  private constructor(
    private readonly url: string,
    /** The launcher's. */
    readonly pid: number,
    /** For looking at what it did. */
    readonly client: Client,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(servers: Servers, backend: Backend, workers: number | null): Promise<Product> {
    const [databaseUrl, port] = await Promise.all([servers.createDatabase(), freePort()]);
    const dataDir = join(servers.folder, `product-${port}`);
    mkdirSync(join(dataDir, 'types'), { recursive: true });
    if (backend === 'redis') await servers.redis.flush();
    const child = spawn(process.execPath, [LAUNCHER], {
      env: {
        PATH: process.env.PATH,
        HOME: dataDir,
        NODE_ENV: 'production',
        PORT: String(port),
        DATA_DIR: dataDir,
        PROCESS_TYPES_DIR: join(dataDir, 'types'),
        DATABASE_URL: databaseUrl,
        ...(backend === 'redis' && { REDIS_URL: servers.redis.url }),
        ...(workers !== null && { WORKERS: String(workers) }),
        ADMIN_PASSWORD: PASSWORD,
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    await new Promise<void>((ready, failed) => {
      createInterface(child.stdout).on('line', (line) => {
        if (line.includes('is ready')) ready();
      });
      void closed.then(() => failed(new Error('The product did not start')));
    });
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    return new Product(`http://127.0.0.1:${port}`, child.pid ?? 0, client, async () => {
      await client.end();
      child.kill('SIGTERM');
      await closed;
    });
  }

  /** Throws what a request is refused with. */
  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  stop(): Promise<void> {
    return this.end();
  }
}
