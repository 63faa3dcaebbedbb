import { parseBenchArguments } from '../arguments';
import { type BenchProduct, startProduct } from '../product';
import { findSubjects } from '../subjects';
import { percentile, table } from '../table';
import { requestsOf } from './requests';

const WARM_UP_ROUNDS = 10;

interface Answers {
  readonly path: string;
  readonly ms: number[];
  bytes: number;
}

async function main(args: readonly string[]): Promise<void> {
  const { dataDir, times } = parseBenchArguments('bench:api', args, 200);
  const product = await startProduct(dataDir);
  try {
    const answers = requestsOf(await findSubjects(product)).map((path): Answers => ({ path, ms: [], bytes: 0 }));
    // In turn, so that no request finds only what itself has brought into memory.
    for (let round = -WARM_UP_ROUNDS; round < times; round++) {
      for (const one of answers) {
        const { ms, bytes } = await ask(product, one.path);
        if (round >= 0) one.ms.push(ms);
        one.bytes = bytes;
      }
    }
    const rows = answers.map(({ path, ms, bytes }) => [
      `GET ${path}`,
      ...[percentile(ms, 0.5), percentile(ms, 0.95), Math.max(...ms)].map((value) => value.toFixed(1)),
      (bytes / 1024).toFixed(1),
    ]);
    process.stdout.write(`${times} times each, one after the other:\n\n`);
    process.stdout.write(`${table(['request', 'p50 ms', 'p95 ms', 'max ms', 'kB'], rows)}\n`);
  } finally {
    await product.stop();
  }
}

/** Until the last byte is here. Throws for any answer but 200. */
async function ask({ url, headers }: BenchProduct, path: string): Promise<{ ms: number; bytes: number }> {
  const startedAt = performance.now();
  const response = await fetch(url + path, { headers });
  const { byteLength } = await response.arrayBuffer();
  const ms = performance.now() - startedAt;
  if (response.status !== 200) throw new Error(`GET ${path}: ${response.status}`);
  return { ms, bytes: byteLength };
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
