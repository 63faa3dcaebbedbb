import { table } from '../../table';
import { type Backend, nameOf } from '../arguments';
import { createRecords, defineType, runAll } from '../chains';
import { type Product, withProduct } from '../product';
import { median } from '../spread';
import type { Bench, Part } from './part';
import { warmUp } from './rates';

interface ScaleOfWorkers {
  readonly backend: Backend;
  readonly workers: number;
  /** Commands at once, of all workers together. */
  readonly slots: number;
  /** Commands a second that compute (`echo hi`), of each round. */
  readonly computing: readonly number[];
  /** Commands a second that wait, of each round. */
  readonly waiting: readonly number[];
}

export interface ScaleFigures {
  /** How long a command waits that does. */
  readonly waitSeconds: number;
  readonly rows: readonly ScaleOfWorkers[];
}

const WORKERS = [1, 2, 4];
const WAIT_SECONDS = 0.2;
const WAITING_STEPS = 5;
/** Of waiting processes to slots, so that all slots are busy nearly until the end. */
const PROCESSES_PER_SLOT = 4;

/** The same work with more and more worker processes. */
export const scale: Part<ScaleFigures> = {
  async measure(bench) {
    const rows: ScaleOfWorkers[] = [];
    for (const backend of bench.options.backends)
      for (const workers of WORKERS) rows.push(await scaleOf(bench, backend, workers));
    return { waitSeconds: WAIT_SECONDS, rows };
  },

  describe({ waitSeconds, rows }) {
    const cells = rows.map(({ backend, workers, slots, computing, waiting }) => [
      nameOf(backend),
      String(workers),
      String(slots),
      median(computing).toFixed(0),
      median(waiting).toFixed(1),
      `${(100 * shareOfSlots(median(waiting), slots, waitSeconds)).toFixed(0)} %`,
    ]);
    const head = [
      'commands a second',
      'workers',
      'slots',
      '`echo hi`',
      `\`sleep ${waitSeconds}\``,
      'of what slots allow',
    ];
    return table(head, cells);
  },
};

function shareOfSlots(perSecond: number, slots: number, waitSeconds: number): number {
  return (perSecond * waitSeconds) / slots;
}

async function scaleOf({ servers, options, say }: Bench, backend: Backend, workers: number): Promise<ScaleOfWorkers> {
  const { processes, steps, rounds } = options;
  return withProduct(servers, { backend, workers }, async (product) => {
    await warmUp(product, steps);
    await defineType(product, 'waiting', WAITING_STEPS, `sleep ${WAIT_SECONDS}`);
    const slots = await slotsOf(product);
    const computingIds = await createRecords(product, 'chain', processes, 'chain');
    const waitingIds = await createRecords(product, 'waiting', PROCESSES_PER_SLOT * slots, 'waiting');
    const computing: number[] = [];
    const waiting: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      await servers.settle();
      const computed = await runAll(product, computingIds, steps, 'hi\n');
      computing.push(computed.commands / computed.seconds);
      const waited = await runAll(product, waitingIds, WAITING_STEPS, '');
      waiting.push(waited.commands / waited.seconds);
    }
    say(
      `${nameOf(backend)}, ${workers} workers: ${median(computing).toFixed(0)} and ${median(waiting).toFixed(1)} a second`,
    );
    return { backend, workers, slots, computing, waiting };
  });
}

async function slotsOf(product: Product): Promise<number> {
  const { rows } = await product.client.query<{ slots: number }>(
    'SELECT sum(concurrency)::integer AS slots FROM worker',
  );
  return rows[0]?.slots ?? 0;
}
