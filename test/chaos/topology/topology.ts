import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@app/database/embedded';
import { eventually, TcpProxy, testRedis, type TestRedis } from '@app/testing';
import type { Client } from 'pg';
import { patience } from '../patience';
import type { ChaosPostgres } from './chaos-postgres';
import { withPatientClient } from './patient-client';
import { Service } from './service';

export type Backend = 'postgres' | 'redis';

export interface TopologyOptions {
  readonly backend: Backend;
  readonly postgres: ChaosPostgres;
  /** Name of the database to make for it. */
  readonly database: string;
  /** Compiled product to run. */
  readonly dist: string;
  /** Data, logs and ledger; its name marks all processes of this topology. */
  readonly folder: string;
  readonly workers: number;
  readonly concurrency: number;
  /** How long services may take to end, in ms. */
  readonly endWithinMs: number;
  /** Services reach PostgreSQL and Redis through proxies. */
  readonly throughProxies: boolean;
  /** How far the clock of each worker is off, in ms; of those that are not listed, nothing. */
  readonly clockShiftsMs: readonly number[];
  readonly onCrash: (name: string, how: string) => void;
}

/** Short, so that much can be lost and recovered in little time. */
export const LEASE_MS = 3_000;
export const KILL_GRACE_MS = 1_000;
export const SWEEP_MS = 500;
/** After this long without a renewal a worker's work may be given to another. */
export const SILENT_MS = LEASE_MS + KILL_GRACE_MS;
export const ADMIN = { username: 'admin', password: 'chaos harness 4711' };

const READY_WITHIN_MS = 60_000;
/** The product lets commands finish for 30 s and then stops them. */
export const END_WITHIN_MS = 45_000;

/** The product as it is deployed, in separate processes: PostgreSQL, perhaps Redis, one API, several workers. */
export class Topology {
  private constructor(
    readonly options: TopologyOptions,
    /** Past the proxy: for the harness itself. */
    readonly databaseUrl: string,
    readonly apiUrl: string,
    readonly api: Service,
    readonly workers: readonly Service[],
    readonly redis: TestRedis | null,
    readonly proxies: { readonly postgres: TcpProxy; readonly redis: TcpProxy | null } | null,
  ) {}

  static async start(options: TopologyOptions): Promise<Topology> {
    const databaseUrl = await options.postgres.createDatabase(options.database);
    const redis = options.backend === 'redis' ? await testRedis() : null;
    const proxies = options.throughProxies
      ? { postgres: await TcpProxy.listen(options.postgres.port), redis: redis && (await proxyTo(redis.url)) }
      : null;
    const apiPort = await freePort();
    const environment = serviceEnvironment(options, apiPort, {
      databaseUrl: proxies ? withPort(databaseUrl, proxies.postgres.port) : databaseUrl,
      redisUrl: redis && (proxies?.redis ? withPort(redis.url, proxies.redis.port) : redis.url),
    });
    mkdirSync(join(options.folder, 'types'), { recursive: true });
    const service = (name: string, app: string, clockShiftMs = 0): Service =>
      new Service({
        name,
        script: join(options.dist, `apps/${app}/src/main.js`),
        environment,
        clockShiftMs,
        logFile: join(options.folder, `${name.replace(' ', '-')}.log`),
        onCrash: options.onCrash,
      });
    const api = service('api', 'api');
    const workers = Array.from({ length: options.workers }, (_, index) =>
      service(`worker ${index + 1}`, 'worker', options.clockShiftsMs[index]),
    );
    const apiUrl = `http://127.0.0.1:${apiPort}`;
    const topology = new Topology(options, databaseUrl, apiUrl, api, workers, redis, proxies);
    try {
      for (const each of [api, ...workers]) each.start();
      await topology.ready();
    } catch (error) {
      await topology.stop();
      throw error;
    }
    return topology;
  }

  /** Ends the services in the launcher's order and gives how each ended. */
  async stopServices(): Promise<ReadonlyMap<string, string>> {
    this.proxies?.postgres.heal();
    this.proxies?.redis?.heal();
    const endWithinMs = patience(this.options.endWithinMs);
    const workers = await Promise.all(this.workers.map((worker) => worker.end(endWithinMs)));
    const ends = new Map(this.workers.map((worker, index) => [worker.name, workers[index] ?? '']));
    return ends.set(this.api.name, await this.api.end(endWithinMs));
  }

  /** Ends everything but PostgreSQL. */
  async stop(): Promise<void> {
    await this.stopServices();
    await this.proxies?.postgres.close();
    await this.proxies?.redis?.close();
    await this.redis?.stop();
  }

  isApiReady(): Promise<boolean> {
    return fetch(`${this.apiUrl}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  private async ready(): Promise<void> {
    await eventually('the API is ready', () => this.isApiReady(), patience(READY_WITHIN_MS));
    await eventually(
      'the workers have registered',
      () => withPatientClient(this.databaseUrl, countWorkers).then((count) => count >= this.workers.length),
      patience(READY_WITHIN_MS),
    );
  }
}

async function countWorkers(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::integer AS count FROM worker');
  return rows[0]?.count ?? 0;
}

function serviceEnvironment(
  { folder, concurrency }: TopologyOptions,
  apiPort: number,
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl: string | null },
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    ...(redisUrl && { REDIS_URL: redisUrl }),
    PORT: String(apiPort),
    DATA_DIR: folder,
    PROCESS_TYPES_DIR: join(folder, 'types'),
    WORKER_CONCURRENCY: String(concurrency),
    ADMIN_USERNAME: ADMIN.username,
    ADMIN_PASSWORD: ADMIN.password,
    LEASE_MS: String(LEASE_MS),
    SWEEP_MS: String(SWEEP_MS),
    KILL_GRACE_MS: String(KILL_GRACE_MS),
  };
}

function proxyTo(url: string): Promise<TcpProxy> {
  return TcpProxy.listen(Number(new URL(url).port));
}

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}
