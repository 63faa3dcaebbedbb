import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { withClient } from '@app/database';
import { table } from '../../table';
import { type Backend, nameOf } from '../arguments';
import { createRecords, runAll } from '../chains';
import { withProduct } from '../product';
import { median, type Spread } from '../spread';
import { measureSteps } from './latencies';
import type { Bench, Part } from './part';
import { warmUp } from './rates';

/** A product on one of the databases. */
interface Pace {
  /** Commands a second, of each round. */
  readonly perSecond: readonly number[];
  /** Milliseconds from the end of a command until the next one has begun, while nothing else runs. */
  readonly stepToStep: Spread;
}

interface HistoryOfBackend {
  readonly backend: Backend;
  readonly empty: Pace;
  readonly full: Pace;
}

export interface HistoryFigures {
  /** Of the history; ten of each run. */
  readonly tasks: number;
  readonly databaseBytes: number;
  readonly fillSeconds: number;
  readonly backends: readonly HistoryOfBackend[];
}

const FILLER = join(__dirname, '../../data/main.ts');
const TYPESCRIPT = join(__dirname, '../../../libs/testing/src/typescript-hook.cjs');
const TASKS_OF_RUN = 10;
const RUNS_OF_RECORD = 5;

/** The same work on an empty database and on one with a long history, in turn. */
export const history: Part<HistoryFigures> = {
  async measure(bench) {
    const { servers, options, say } = bench;
    const full = await servers.createDatabase();
    const startedAt = performance.now();
    await servers.withoutCheckpoints(() => fill(full, options.history));
    const fillSeconds = (performance.now() - startedAt) / 1_000;
    const databaseBytes = await sizeOf(full);
    say(
      `${options.history} tasks of history (${(databaseBytes / 1e9).toFixed(1)} GB) after ${fillSeconds.toFixed(0)} s`,
    );
    const backends: HistoryOfBackend[] = [];
    for (const backend of options.backends) backends.push(await compare(bench, backend, full));
    await servers.dropDatabase(full);
    return { tasks: options.history, databaseBytes, fillSeconds, backends };
  },

  describe({ tasks, databaseBytes, backends }) {
    const rows = backends.flatMap(({ backend, empty, full }) => {
      const [before, after] = [median(empty.perSecond), median(full.perSecond)];
      const ratio = (after / before).toFixed(2);
      const steps = (['p50', 'p99'] as const).map((share) => [
        `${nameOf(backend)}: step → step, ${share}, ms`,
        ...[empty.stepToStep[share], full.stepToStep[share]].map((ms) => ms.toFixed(1)),
        (full.stepToStep[share] / empty.stepToStep[share]).toFixed(2),
      ]);
      return [[`${nameOf(backend)}: commands a second`, before.toFixed(0), after.toFixed(0), ratio], ...steps];
    });
    const title = `${tasks.toLocaleString('en')} tasks, ${(databaseBytes / 1e9).toFixed(1)} GB`;
    return table(['on a database with', 'nothing', title, 'ratio'], rows);
  },
};

async function compare({ servers, options, say }: Bench, backend: Backend, full: string): Promise<HistoryOfBackend> {
  const { processes, steps, rounds, workers } = options;
  const paceOn = (database: string | undefined, round: number): Promise<Pace> =>
    withProduct(servers, { backend, workers, database }, async (product) => {
      const chain = `chain-${backend}-${round}`;
      await warmUp(product, steps, chain);
      const ids = await createRecords(product, chain, processes, chain);
      await servers.settle();
      const { commands, seconds } = await runAll(product, ids, steps, 'hi\n');
      const { stepToStep } = await measureSteps(product, `telling-${backend}-${round}`);
      return { perSecond: [commands / seconds], stepToStep };
    });
  const paces: { readonly empty: Pace; readonly full: Pace }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const pace = { empty: await paceOn(undefined, round), full: await paceOn(full, round) };
    paces.push(pace);
    const [before = 0, after = 0] = [pace.empty.perSecond[0], pace.full.perSecond[0]];
    say(`${nameOf(backend)}, round ${round}: ${before.toFixed(0)} commands a second, with history ${after.toFixed(0)}`);
  }
  return { backend, empty: together(paces.map(({ empty }) => empty)), full: together(paces.map((pace) => pace.full)) };
}

// All rates, and the median of each latency of the rounds.
function together(paces: readonly Pace[]): Pace {
  const middle = (share: keyof Spread): number => median(paces.map(({ stepToStep }) => stepToStep[share]));
  const times = paces.reduce((sum, { stepToStep }) => sum + stepToStep.times, 0);
  return {
    perSecond: paces.flatMap(({ perSecond }) => perSecond),
    stepToStep: { p50: middle('p50'), p99: middle('p99'), most: middle('most'), times },
  };
}

async function fill(database: string, tasks: number): Promise<void> {
  const runs = Math.max(1, Math.round(tasks / TASKS_OF_RUN));
  const wanted = { tasks: runs * TASKS_OF_RUN, runs, records: Math.max(1, Math.round(runs / RUNS_OF_RECORD)) };
  const options = Object.entries(wanted).flatMap(([name, count]) => [`--${name}`, String(count)]);
  const args = ['--require', TYPESCRIPT, FILLER, '--database-url', database, ...options];
  const filler = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(filler, 'close');
  if (code !== 0) throw new Error(`The history could not be made: ${FILLER} ended with ${code}`);
}

function sizeOf(database: string): Promise<number> {
  return withClient(database, async (client) => {
    const { rows } = await client.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
    return Number(rows[0]?.bytes);
  });
}
