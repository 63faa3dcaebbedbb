import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SqlClient } from '@app/database';
import { Pool } from 'pg';
import { FaultLog } from './scenarios/fault-log';
import type { FaultContext, Scenario } from './scenarios/scenario';
import { SeededRandom } from './seeded-random';
import { ChaosPostgres } from './topology/chaos-postgres';
import { type Backend, END_WITHIN_MS, SILENT_MS, Topology } from './topology/topology';
import { type ScenarioResult, verdictOf } from './verdict/verdict';
import { ControlClient } from './workload/control-client';
import { Load } from './workload/load';

export interface RunOptions {
  readonly scenario: Scenario;
  readonly backend: Backend;
  readonly seed: number;
  /** Fraction of the scenario's full figures. */
  readonly scale: number;
  /** Compiled product to run. */
  readonly dist: string;
  /** After this long, in ms, the scenario is ended and counts as failed. */
  readonly limitMs: number;
  /** Changes the database before the services work with it: for negative controls. */
  readonly sabotage?: (sql: SqlClient) => Promise<void>;
  readonly stuckAfterMs?: number;
  /** How long services may take to end at last, in ms. */
  readonly endWithinMs?: number;
  /** Hears each fault. */
  readonly trace?: (line: string) => void;
}

// The API may be killed again and again while it starts.
const API_PATIENCE_MS = 300_000;
const STUCK_AFTER_MS = 15 * SILENT_MS;

class GivenUp extends Error {}

/** Runs scenarios on one PostgreSQL server, each with a database and a topology of its own. */
export class Harness {
  private count = 0;
  // What the harness waits for is partly unref'd: without this the process would end in the middle.
  private readonly alive = setInterval(() => undefined, 60_000);

  private constructor(
    /** What is there is removed by stop(). */
    readonly folder: string,
    private readonly postgres: ChaosPostgres,
  ) {}

  static async start(): Promise<Harness> {
    const folder = mkdtempSync(join(tmpdir(), 'orchestrator-chaos-'));
    return new Harness(folder, await ChaosPostgres.start(join(folder, 'postgres')));
  }

  /** Removes everything, but the ledger and the logs of scenarios that failed when `keep` is set. */
  async stop(keep = false): Promise<void> {
    await this.postgres.stop();
    clearInterval(this.alive);
    rmSync(keep ? join(this.folder, 'postgres') : this.folder, { recursive: true, force: true });
  }

  async run(options: RunOptions): Promise<ScenarioResult> {
    const startedAt = performance.now();
    const { scenario, backend, seed, scale, dist } = options;
    const number = ++this.count;
    const mark = `${basename(this.folder)}-${number}`;
    const folder = join(this.folder, mark);
    mkdirSync(folder);
    const log = new FaultLog(options.trace ?? (() => undefined));
    const crashes: string[] = [];
    const topology = await Topology.start({
      backend,
      postgres: this.postgres,
      database: `chaos_${number}`,
      dist,
      folder,
      workers: scenario.workers,
      concurrency: scenario.concurrency,
      endWithinMs: options.endWithinMs ?? END_WITHIN_MS,
      throughProxies: scenario.throughProxies ?? false,
      clockShiftsMs: scenario.clockShiftsMs ?? [],
      onCrash: (name, how) => crashes.push(`${name}: ${how}`),
    });
    const pool = new Pool({ connectionString: topology.databaseUrl, max: 2, application_name: 'chaos' });
    pool.on('error', () => undefined);
    try {
      const sql = new SqlClient(pool);
      await options.sabotage?.(sql);
      const random = new SeededRandom(seed, `${scenario.name} ${backend}`);
      const client = new ControlClient(topology.apiUrl, API_PATIENCE_MS);
      const types = scenario.types(random.stream('types'));
      const ledgerFile = join(folder, 'ledger');
      for (const type of types)
        await client.defineType(type, { CHAOS_LEDGER: ledgerFile, CHAOS_MARK: `${mark}-command` });
      const load = new Load(client, sql, random.stream('load'), {
        types,
        records: scaled(scenario.records, scale),
        active: scenario.active ?? scenario.workers * scenario.concurrency,
        stuckAfterMs: options.stuckAfterMs ?? STUCK_AFTER_MS,
      });
      const ending = await this.drive(options, { topology, client, load, random, log });
      return await verdictOf({
        run: { scenario, backend, seed, scale },
        ending,
        seconds: () => (performance.now() - startedAt) / 1000,
        topology,
        sql,
        load,
        log,
        crashes,
        ledgerFile,
        mark,
      });
    } finally {
      await pool.end();
      await topology.stop();
    }
  }

  /** Load and faults side by side. Gives how the load ended. */
  private async drive(
    options: RunOptions,
    parts: Pick<FaultContext, 'topology' | 'client' | 'load' | 'random' | 'log'>,
  ): Promise<string> {
    const deadline = performance.now() + options.limitMs;
    let over = false;
    const isGivenUp = (): boolean => over || performance.now() > deadline;
    const context: FaultContext = {
      ...parts,
      scaled: (figure) => scaled(figure, options.scale),
      pause: async (ms) => {
        await delay(Math.max(0, Math.min(ms, deadline - performance.now())));
        if (isGivenUp()) throw new GivenUp();
      },
    };
    const faults = options.scenario
      .inject(context)
      .catch((error: unknown) => {
        if (!(error instanceof GivenUp)) throw error;
      })
      .finally(() => parts.load.endWithFaults());
    try {
      const [ending] = await Promise.all([
        parts.load.run(isGivenUp).finally(() => {
          over = true;
        }),
        faults,
      ]);
      return ending;
    } finally {
      over = true;
      await faults.catch(() => undefined);
      for (const worker of parts.topology.workers) worker.thaw();
    }
  }
}

function scaled(figure: number, scale: number): number {
  return Math.max(1, Math.round(figure * scale));
}
