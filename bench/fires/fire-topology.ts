import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@app/database/embedded';
import { eventually, temporaryFolder } from '@app/testing';
import { ChaosPostgres } from '../../test/chaos/topology/chaos-postgres';
import { Service } from '../../test/chaos/topology/service';
import { ADMIN, KILL_GRACE_MS, LEASE_MS, SWEEP_MS } from '../../test/chaos/topology/topology';

const DIST = join(__dirname, '../../dist');
const REPLICAS = 3;
const CONCURRENCY = 4;
const READY_WITHIN_MS = 120_000;
const END_WITHIN_MS = 45_000;
const ASK_AGAIN_MS = 200;
const AUTHORIZATION = `Basic ${Buffer.from(`${ADMIN.username}:${ADMIN.password}`).toString('base64')}`;

/** Three API replicas and three workers on one PostgreSQL, as separate processes. */
export class FireTopology {
  private constructor(
    readonly databaseUrl: string,
    readonly services: readonly Service[],
    private readonly apiUrls: readonly string[],
    private readonly postgres: ChaosPostgres,
    private readonly removeFolder: () => void,
  ) {}

  static async start(onCrash: (name: string, how: string) => void): Promise<FireTopology> {
    const folder = temporaryFolder('bench-fires');
    const postgres = await ChaosPostgres.start(join(folder.path, 'postgres'));
    const databaseUrl = await postgres.createDatabase('fires');
    const service = (name: string, app: string, port: number): Service => {
      const dataDir = join(folder.path, name);
      mkdirSync(join(dataDir, 'types'), { recursive: true });
      return new Service({
        name,
        script: join(DIST, `apps/${app}/src/main.js`),
        environment: environmentOf(databaseUrl, dataDir, port),
        clockShiftMs: 0,
        logFile: join(folder.path, `${name}.log`),
        onCrash,
      });
    };
    const ports: number[] = [];
    for (let index = 0; index < REPLICAS; index++) ports.push(await freePort());
    const apis = ports.map((port, index) => service(`api-${index + 1}`, 'api', port));
    const workers = ports.map((port, index) => service(`worker-${index + 1}`, 'worker', port));
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const topology = new FireTopology(databaseUrl, [...apis, ...workers], urls, postgres, () => folder.remove());
    for (const each of topology.services) each.start();
    for (const url of urls) await eventually(`${url} is ready`, () => isReady(url), READY_WITHIN_MS);
    return topology;
  }

  get workers(): readonly Service[] {
    return this.services.slice(REPLICAS);
  }

  /** Asks any of the replicas, and again until there is an answer. Throws what a request is refused with. */
  async post(path: string, body: unknown, replica: number): Promise<void> {
    for (let tried = 0; ; tried++) {
      const url = `${this.apiUrls[(replica + tried) % REPLICAS]}${path}`;
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).catch(() => null);
      if (response?.ok || response?.status === 409) return;
      if (response && response.status < 500) throw new Error(`POST ${path}: ${await response.text()}`);
      await new Promise((again) => setTimeout(again, ASK_AGAIN_MS));
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.end(END_WITHIN_MS)));
    await this.postgres.stop();
    this.removeFolder();
  }
}

function environmentOf(databaseUrl: string, dataDir: string, port: number): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: dataDir,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    DATA_DIR: dataDir,
    PROCESS_TYPES_DIR: join(dataDir, 'types'),
    WORKER_CONCURRENCY: String(CONCURRENCY),
    ADMIN_USERNAME: ADMIN.username,
    ADMIN_PASSWORD: ADMIN.password,
    LEASE_MS: String(LEASE_MS),
    SWEEP_MS: String(SWEEP_MS),
    KILL_GRACE_MS: String(KILL_GRACE_MS),
    LOG_LEVEL: 'warn',
  };
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
