import { setTimeout as delay } from 'node:timers/promises';
import { table } from '../../table';
import { type Backend, nameOf } from '../arguments';
import { allEnded, type BulkAnswer, checkAll, createRecords, defineType, refuseRefusals, requestsOf } from '../chains';
import { type MemoryOfProcess, readMemory } from '../memory';
import { type Product, withProduct } from '../product';
import { type Spread, spreadOf } from '../spread';
import { megabytes } from './growth';
import type { Bench, Part } from './part';

interface BurstOfBackend {
  readonly backend: Backend;
  /** From the first request until the last was answered, and until the last run has ended. */
  readonly startSeconds: number;
  readonly seconds: number;
  /** How often the answer was to try again: for a whole request by its status, for single records of one by theirs. */
  readonly putOff: Readonly<Record<string, number>>;
  /** Milliseconds of reading a record meanwhile, one request after the other; how many failed. */
  readonly reading: Spread;
  readonly failedReads: number;
  readonly before: readonly MemoryOfProcess[];
  readonly after: readonly MemoryOfProcess[];
}

export interface BurstFigures {
  readonly records: number;
  readonly backends: readonly BurstOfBackend[];
}

const PAUSE_BETWEEN_READS_MS = 20;
const AWAY = 503;

/** Starts very many records by requests that are all sent at once, and keeps asking the API for something small. */
export const burst: Part<BurstFigures> = {
  async measure(bench) {
    const backends: BurstOfBackend[] = [];
    for (const backend of bench.options.backends) backends.push(await burstOf(bench, backend));
    return { records: bench.options.burst, backends };
  },

  describe({ records, backends }) {
    const rows = backends.map(({ backend, startSeconds, seconds, putOff, reading, failedReads }) => [
      nameOf(backend),
      startSeconds.toFixed(1),
      seconds.toFixed(1),
      Object.entries(putOff)
        .map(([status, count]) => `${count} × ${status}`)
        .join(', ') || 'none',
      ...[reading.p50, reading.p99, reading.most].map((ms) => ms.toFixed(0)),
      `${failedReads} of ${reading.times}`,
    ]);
    const head = ['all started s', 'all ended s', 'put off', 'a read p50 ms', 'p99', 'longest', 'reads failed'];
    const memory = backends.map(({ backend, before, after }) =>
      table(
        [`${nameOf(backend)}: resident MB`, 'before', 'after', 'peak'],
        after.map(({ name, resident, peak }, index) => [
          name,
          ...[before[index]?.resident ?? 0, resident, peak].map(megabytes),
        ]),
      ),
    );
    return [table([`${records.toLocaleString('en')} records at once`, ...head], rows), ...memory].join('\n\n');
  },
};

function burstOf({ servers, options, say }: Bench, backend: Backend): Promise<BurstOfBackend> {
  return withProduct(servers, { backend, workers: options.workers }, async (product) => {
    await defineType(product, 'single', 1, 'echo hi');
    const ids = await createRecords(product, 'single', options.burst, 'single');
    await servers.settle();
    const before = readMemory(product.pid);
    const over = new AbortController();
    const reads = readOnAndOn(product, ids[0] ?? '', over.signal);
    const startedAt = performance.now();
    const since = (): number => (performance.now() - startedAt) / 1_000;
    const putOff: Record<string, number> = {};
    let startSeconds: number;
    try {
      await Promise.all(requestsOf(ids).map((part) => startPatiently(product, part, putOff)));
      startSeconds = since();
      await allEnded(product);
    } finally {
      over.abort();
    }
    const seconds = since();
    const { took, failed } = await reads;
    await checkAll(product, ids, 1, 'hi\n');
    say(`${nameOf(backend)}: ${ids.length} records in ${seconds.toFixed(1)} s`);
    const after = readMemory(product.pid);
    return { backend, startSeconds, seconds, putOff, reading: spreadOf(took), failedReads: failed, before, after };
  });
}

// As a client does that heeds what it is told: to be asked to try again, as a whole or for some records, is no error.
async function startPatiently(product: Product, ids: readonly string[], putOff: Record<string, number>): Promise<void> {
  let waiting = ids;
  while (waiting.length > 0) {
    const answer = await product.send('POST', '/process-records/bulk', { action: 'start', ids: waiting });
    if (answer.status < 300) {
      const { results } = JSON.parse(answer.text) as BulkAnswer;
      refuseRefusals({ results: results.filter(({ status }) => status !== AWAY) });
      waiting = results.filter(({ status }) => status === AWAY).map(({ id }) => id);
      if (waiting.length === 0) return;
      count(putOff, `${AWAY} of a record`, waiting.length);
    } else {
      if (answer.retryAfterSeconds === null) throw new Error(`bulk start: ${answer.status} ${answer.text}`);
      count(putOff, String(answer.status), 1);
    }
    await delay(1_000 * (answer.retryAfterSeconds ?? 1));
  }
}

function count(counts: Record<string, number>, what: string, times: number): void {
  counts[what] = (counts[what] ?? 0) + times;
}

async function readOnAndOn(
  product: Product,
  id: string,
  over: AbortSignal,
): Promise<{ took: readonly number[]; failed: number }> {
  const took: number[] = [];
  let failed = 0;
  while (!over.aborted) {
    const startedAt = performance.now();
    const answer = await product.send('GET', `/process-records/${id}`).catch(() => null);
    took.push(performance.now() - startedAt);
    if (answer?.status !== 200) failed += 1;
    await delay(PAUSE_BETWEEN_READS_MS);
  }
  return { took, failed };
}
