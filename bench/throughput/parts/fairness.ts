import { setTimeout as delay } from 'node:timers/promises';
import { table } from '../../table';
import { type Backend, nameOf } from '../arguments';
import { createRecords, defineType, startAll } from '../chains';
import { type Product, withProduct } from '../product';
import { type Spread, spreadOf } from '../spread';
import type { Bench, Part } from './part';
import { warmUp } from './rates';

interface Single {
  /** When it was started, counted from the moment when all of the burst was. */
  readonly startedAfterMs: number;
  /** From the request to start it until its end was recorded. */
  readonly tookMs: number;
  /** Commands of the burst that were still to be run when it ended. */
  readonly left: number;
}

interface FairnessOfBackend {
  readonly backend: Backend;
  /** Milliseconds of such a process while nothing else runs. */
  readonly alone: Spread;
  readonly singles: readonly Single[];
}

export interface FairnessFigures {
  readonly processes: number;
  readonly steps: number;
  readonly backends: readonly FairnessOfBackend[];
}

const ALONE = 20;
const SINGLES = 4;
const APART_MS = 1_000;
const LOOK_EVERY_MS = 5;

/** Starts very many processes, then single ones of one command: how long do these wait for those? */
export const fairness: Part<FairnessFigures> = {
  async measure(bench) {
    const { manyProcesses, steps } = bench.options;
    const backends: FairnessOfBackend[] = [];
    for (const backend of bench.options.backends) backends.push(await fairnessOf(bench, backend));
    return { processes: manyProcesses, steps, backends };
  },

  describe({ processes, steps, backends }) {
    const tables = backends.map(({ backend, alone, singles }) =>
      table(
        [`${nameOf(backend)}: one command, started`, 'ended after ms', 'commands of the burst still to be run'],
        [
          [`while nothing else runs (median of ${alone.times})`, alone.p50.toFixed(0), '0'],
          ...singles.map(({ startedAfterMs, tookMs, left }) => [
            `${(startedAfterMs / 1_000).toFixed(1)} s after ${processes} × ${steps}`,
            tookMs.toFixed(0),
            left.toLocaleString('en'),
          ]),
        ],
      ),
    );
    return tables.join('\n\n');
  },
};

function fairnessOf({ servers, options, say }: Bench, backend: Backend): Promise<FairnessOfBackend> {
  const { manyProcesses, steps, workers } = options;
  return withProduct(servers, { backend, workers }, async (product) => {
    await warmUp(product, steps);
    await defineType(product, 'single', 1, 'echo hi');
    const [first = '', ...others] = await createRecords(product, 'single', 1 + SINGLES, 'single');
    const ids = await createRecords(product, 'chain', manyProcesses, 'chain');
    const alone: number[] = [];
    for (let time = 0; time < ALONE; time++) alone.push(await runSingle(product, first));
    await servers.settle();
    await startAll(product, ids);
    const startedAt = performance.now();
    const singles = await Promise.all(
      others.map(async (id, index): Promise<Single> => {
        await delay((index + 1) * APART_MS);
        const startedAfterMs = performance.now() - startedAt;
        const tookMs = await runSingle(product, id);
        return { startedAfterMs, tookMs, left: await commandsLeft(product) };
      }),
    );
    say(`${nameOf(backend)}: ${singles.map(({ tookMs }) => tookMs.toFixed(0)).join(', ')} ms behind the burst`);
    // What is left of the burst ends with the product.
    return { backend, alone: spreadOf(alone), singles };
  });
}

async function runSingle(product: Product, id: string): Promise<number> {
  const startedAt = performance.now();
  await product.post(`/process-records/${id}/start`, {});
  for (;;) {
    const { rows } = await product.client.query<{ status: string }>(
      'SELECT current_status AS status FROM process_record WHERE id = $1',
      [id],
    );
    const status = rows[0]?.status ?? '';
    if (status === 'COMPLETED') return performance.now() - startedAt;
    if (status !== 'IN_PROGRESS') throw new Error(`'${id}' is ${status}`);
    await delay(LOOK_EVERY_MS);
  }
}

async function commandsLeft(product: Product): Promise<number> {
  const { rows } = await product.client.query<{ left: number }>(
    `SELECT coalesce(sum(run.total_tasks - run.current_task_index), 0)::integer AS left
       FROM scheduled_tasks JOIN process_run run ON run.id = scheduled_tasks.run_id WHERE run.type = 'chain'`,
  );
  return rows[0]?.left ?? 0;
}
