import { join } from 'node:path';
import { freePort } from '@app/database/embedded';
import { eventually } from './eventually';
import { temporaryFolder } from './temporary-folder';
import { type TestDatabase, testDatabase } from './test-database';
import { type TestRedis, testRedis } from './test-redis';
import { runTypescript, type TypescriptProcess } from './typescript-process';

export interface TopologyOptions {
  readonly backend: 'postgres' | 'redis';
  readonly workers: number;
  /** Added to the environment of each service. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface TopologyWorker {
  readonly id: string;
  readonly pid: number;
  readonly alive: boolean;
}

const PASSWORD = 'a password for tests';
const AUTHORIZATION = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;

/** The scaled-out product without containers: one API and several workers as processes, real PostgreSQL and Redis. */
export class ServiceTopology {
  readonly processes: TypescriptProcess[] = [];
  readonly folder = temporaryFolder('topology');

  private constructor(
    readonly database: TestDatabase,
    private readonly redis: TestRedis | null,
    /** Address of the API. */
    readonly url: string,
    private readonly options: TopologyOptions,
  ) {}

  /** Starts everything and waits until the API is ready and all workers are alive. */
  static async start(options: TopologyOptions): Promise<ServiceTopology> {
    const redis = options.backend === 'redis' ? await testRedis() : null;
    const port = await freePort();
    const topology = new ServiceTopology(await testDatabase(), redis, `http://127.0.0.1:${port}`, options);
    topology.startService('api', 0, { PORT: String(port), ADMIN_PASSWORD: PASSWORD });
    for (let number = 1; number <= options.workers; number += 1) topology.startService('worker', number, {});
    await eventually('all services are ready', () => topology.isReady(), 240_000);
    return topology;
  }

  /** By which a request is one of the administrator. */
  get headers(): { readonly authorization: string } {
    return { authorization: AUTHORIZATION };
  }

  /** Calls the API as administrator; gives the parsed answer. Throws with the answer's text unless it is a success. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** The workers that are alive. */
  async workers(): Promise<TopologyWorker[]> {
    return (await this.call<TopologyWorker[]>('GET', '/api/workers')).filter(({ alive }) => alive);
  }

  async statusOf(recordId: string): Promise<string> {
    return (await this.call<{ currentStatus: string }>('GET', `/process-records/${recordId}`)).currentStatus;
  }

  /** Ends all services gently and removes what they left. */
  async stop(): Promise<void> {
    await Promise.all(this.processes.map((service) => service.end('SIGTERM')));
    await Promise.all([this.redis?.stop(), this.database.drop()]);
    this.folder.remove();
  }

  private startService(app: 'api' | 'worker', number: number, env: Record<string, string>): void {
    const service = runTypescript(`apps/${app}/src/main.ts`, [], {
      ipc: true,
      env: {
        DATABASE_URL: this.database.url,
        ...(this.redis && { REDIS_URL: this.redis.url }),
        DATA_DIR: join(this.folder.path, `${app}-${number}`),
        ...this.options.env,
        ...env,
      },
    });
    this.processes.push(service);
  }

  private async isReady(): Promise<boolean> {
    for (const { child, output } of this.processes) if (child.exitCode !== null) throw new Error(output.join('\n'));
    const ready = await fetch(`${this.url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    return ready && (await this.workers()).length === this.options.workers;
  }
}
