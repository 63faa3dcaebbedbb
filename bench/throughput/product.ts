import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@app/database/embedded';
import { Pool } from 'pg';
import type { Backend } from './arguments';
import type { Servers } from './servers';

const LAUNCHER = join(__dirname, '../../dist/apps/cli/src/main.js');
const PASSWORD = 'bench-throughput-9Z';
const AUTHORIZATION = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;

/** How the product is run. */
export interface ProductOptions {
  readonly backend: Backend;
  /** Worker processes; null: as many as the product starts by itself. */
  readonly workers: number | null;
  /** Its URL, when it shall not be an empty one that is dropped afterwards. */
  readonly database?: string;
}

/** What the API said, and how long that took. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** From the request until the last byte. */
  readonly ms: number;
  /** After which the API asks to try again; null: it does not. */
  readonly retryAfterSeconds: number | null;
}

/** The built product as its launcher runs it, on a database of its own. */
export class Product {
  private constructor(
    private readonly url: string,
    /** The launcher's. */
    readonly pid: number,
    /** For looking at what it did. */
    readonly client: Pool,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(servers: Servers, { backend, workers, database }: ProductOptions): Promise<Product> {
    const [databaseUrl, port] = await Promise.all([database ?? servers.createDatabase(), freePort()]);
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
    servers.users.add(child);
    const closed = once(child, 'close').then(() => servers.users.delete(child));
    await new Promise<void>((ready, failed) => {
      createInterface(child.stdout).on('line', (line) => {
        if (line.includes('is ready')) ready();
      });
      void closed.then(() => failed(new Error('The product did not start')));
    });
    // Connections stay, so that none has to be made while something is measured.
    const client = new Pool({ connectionString: databaseUrl, idleTimeoutMillis: 0 });
    // A connection that is lost while it is idle is made again; one that is not says so to whoever uses it.
    client.on('error', () => undefined);
    return new Product(`http://127.0.0.1:${port}`, child.pid ?? 0, client, async () => {
      await client.end();
      child.kill('SIGTERM');
      await closed;
      if (database === undefined) await servers.dropDatabase(databaseUrl);
    });
  }

  /** Sends a request, whatever the answer is. */
  async send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const startedAt = performance.now();
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const retryAfter = response.headers.get('retry-after');
    return {
      status: response.status,
      text,
      ms: performance.now() - startedAt,
      retryAfterSeconds: retryAfter === null ? null : Number(retryAfter),
    };
  }

  /** Throws what a request is refused with. */
  async post<T>(path: string, body: unknown): Promise<T> {
    const { status, text } = await this.send('POST', path, body);
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  }

  stop(): Promise<void> {
    return this.end();
  }
}

/** Starts the product for what is measured, and stops it whatever happens. */
export async function withProduct<T>(
  servers: Servers,
  options: ProductOptions,
  measure: (product: Product) => Promise<T>,
): Promise<T> {
  const product = await Product.start(servers, options);
  try {
    return await measure(product);
  } finally {
    await product.stop();
  }
}
