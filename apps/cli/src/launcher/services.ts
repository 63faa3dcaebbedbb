import { extname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { DRAIN_LIMIT_MS, type LauncherConfig } from '@app/config';
import type { LauncherLog } from './launcher-log';
import { ServiceProcess } from './service-process';

export interface ServicesOptions {
  readonly config: LauncherConfig;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly lifeline: Writable | null;
  readonly log: LauncherLog;
  readonly onFatal: (reason: Error) => void;
}

/** On top of the time that a worker allows its commands. */
const MARGIN_MS = 15_000;
const API_LIMIT_MS = 15_000;

/** The processes that the launcher runs: one API and the workers. */
export class Services {
  private readonly api: ServiceProcess;
  private readonly workers: readonly ServiceProcess[];
  private readonly workerLimitMs: number;

  constructor(options: ServicesOptions) {
    const service = (name: string, app: string) =>
      new ServiceProcess({
        ...options,
        name,
        script: join(__dirname, `../../../${app}/src/main${extname(__filename)}`),
      });
    this.api = service('API', 'api');
    this.workers = Array.from({ length: options.config.workers }, (_, index) =>
      service(`worker ${index + 1}`, 'worker'),
    );
    this.workerLimitMs = DRAIN_LIMIT_MS + options.config.killGraceMs + MARGIN_MS;
  }

  start(): void {
    for (const process of [this.api, ...this.workers]) process.start();
  }

  /** Workers first, which let commands finish, then the API, which shows that. Kills them all once hurried. */
  async stop(hurried: Promise<void>): Promise<void> {
    void hurried.then(() => {
      for (const process of [...this.workers, this.api]) process.kill();
    });
    await Promise.all(this.workers.map((worker) => worker.stop(this.workerLimitMs)));
    await this.api.stop(API_LIMIT_MS);
  }
}
