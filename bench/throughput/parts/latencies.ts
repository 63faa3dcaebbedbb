import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { table } from '../../table';
import { type Backend, nameOf } from '../arguments';
import { createRecords, defineType, runAll } from '../chains';
import { type Product, withProduct } from '../product';
import { type Spread, spreadOf } from '../spread';
import type { Part } from './part';

const ROUNDS = 20;
const STEPS = 10;
const LIGHT_STEPS = 40;
const STOPPED = 20;
const LOOK_EVERY_MS = 2;
// The moment at which a command began and the last one before it ended, by the clock of the machine.
const TELL_TIME = 'date +%s%N; date +%s%N';

const run = promisify(execFile);

/** In milliseconds, each measured while nothing else runs. */
interface LatenciesOfBackend {
  readonly backend: Backend;
  /** From the request that starts a run until the first command has begun. */
  readonly firstCommand: Spread;
  /** From the end of a command until the next one of the run has begun. */
  readonly stepToStep: Spread;
  /** From the request to stop until the command's end is recorded. */
  readonly stop: Spread;
  /** Whole runs of forty commands that do nothing, from the request until the end is recorded. */
  readonly fortySteps: Spread;
}

/** The same commands in a loop of the shell, in milliseconds: what the machine takes for them without anybody else. */
interface LatenciesOfShell {
  readonly stepToStep: Spread;
  readonly fortySteps: Spread;
}

export interface LatencyFigures {
  readonly shell: LatenciesOfShell;
  readonly backends: readonly LatenciesOfBackend[];
}

/** Runs one process after the other in a product that has nothing else to do. */
export const latencies: Part<LatencyFigures> = {
  async measure({ servers, options }) {
    const backends: LatenciesOfBackend[] = [];
    for (const backend of options.backends)
      backends.push(
        await withProduct(servers, { backend, workers: options.workers }, async (product) => ({
          backend,
          ...(await measureSteps(product)),
          fortySteps: await measureFortySteps(product),
          stop: await measureStops(product),
        })),
      );
    return { shell: await measureShell(), backends };
  },

  describe({ shell, backends }) {
    const tables = backends.map(({ backend, firstCommand, stepToStep, stop, fortySteps }) =>
      latencyTable(`${nameOf(backend)}, idle, ms`, [
        ['start → first command', firstCommand],
        ['step → step', stepToStep],
        ['stop → ended', stop],
        ['forty commands in one run', fortySteps],
      ]),
    );
    const floor = latencyTable('a loop of the shell, ms', [
      ['command → command', shell.stepToStep],
      ['forty commands', shell.fortySteps],
    ]);
    return [...tables, floor].join('\n\n');
  },
};

function latencyTable(title: string, rows: readonly (readonly [string, Spread])[]): string {
  return table(
    [title, 'p50', 'p99', 'times'],
    rows.map(([name, { p50, p99, times }]) => [name, p50.toFixed(1), p99.toFixed(1), String(times)]),
  );
}

async function measureShell(): Promise<LatenciesOfShell> {
  const { stdout } = await run('sh', ['-c', `for i in $(seq ${ROUNDS * STEPS}); do sh -c '${TELL_TIME}'; done`]);
  const told = stdout.trim().split('\n').map(Number);
  const stepToStep = told.flatMap((at, index) =>
    index % 2 === 0 && index > 0 ? [(at - (told[index - 1] ?? 0)) / 1e6] : [],
  );
  const fortySteps: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await run('sh', ['-c', `for i in $(seq ${LIGHT_STEPS}); do sh -c :; done`]);
    fortySteps.push(performance.now() - startedAt);
  }
  return { stepToStep: spreadOf(stepToStep), fortySteps: spreadOf(fortySteps) };
}

/**
 * How long the first step of a run waits, and each further one, while nothing else runs.
 * @param type a name that the database does not hold yet
 */
export async function measureSteps(
  product: Product,
  type = 'telling',
): Promise<Pick<LatenciesOfBackend, 'firstCommand' | 'stepToStep'>> {
  await defineType(product, type, STEPS, TELL_TIME);
  const [id = ''] = await createRecords(product, type, 1, type);
  const firstCommand: number[] = [];
  const stepToStep: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const startedAt = Date.now();
    await runAll(product, [id], STEPS, null);
    // The first round only warms up.
    if (round === 0) continue;
    const told = await toldTimes(product, id);
    firstCommand.push((told[0]?.begun ?? 0) - startedAt);
    for (const [index, { begun }] of told.entries()) {
      const before = told[index - 1];
      if (before) stepToStep.push(begun - before.ended);
    }
  }
  return { firstCommand: spreadOf(firstCommand), stepToStep: spreadOf(stepToStep) };
}

async function measureFortySteps(product: Product): Promise<Spread> {
  await defineType(product, 'forty', LIGHT_STEPS, ':');
  const ids = await createRecords(product, 'forty', 1, 'forty');
  const took: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const { seconds } = await runAll(product, ids, LIGHT_STEPS, null);
    if (round > 0) took.push(seconds * 1_000);
  }
  return spreadOf(took);
}

async function measureStops(product: Product): Promise<Spread> {
  await defineType(product, 'waiting', 1, 'sleep 600');
  const [id = ''] = await createRecords(product, 'waiting', 1, 'waiting');
  const took: number[] = [];
  for (let time = 0; time < STOPPED; time++) took.push(await stopOnce(product, id));
  return spreadOf(took);
}

async function toldTimes(product: Product, recordId: string): Promise<{ begun: number; ended: number }[]> {
  const { rows } = await product.client.query<{ output: string }>(
    `SELECT task.output FROM process_record record JOIN tasks task ON task.run_id = record.latest_run_id
      WHERE record.id = $1 ORDER BY task.task_index`,
    [recordId],
  );
  return rows.map(({ output }) => {
    const [begun = 0, ended = 0] = output
      .trim()
      .split('\n')
      .map((nanoseconds) => Number(nanoseconds) / 1e6);
    return { begun, ended };
  });
}

async function stopOnce(product: Product, recordId: string): Promise<number> {
  await product.post(`/process-records/${recordId}/start`, {});
  await until(product, recordId, 'attempt.outcome IS NULL');
  const stoppedAt = performance.now();
  await product.post(`/process-records/${recordId}/stop`, {});
  await until(product, recordId, 'attempt.outcome IS NOT NULL');
  return performance.now() - stoppedAt;
}

async function until(product: Product, recordId: string, condition: string): Promise<void> {
  for (;;) {
    const { rowCount } = await product.client.query(
      `SELECT FROM process_record record JOIN task_attempt attempt ON attempt.run_id = record.latest_run_id
        WHERE record.id = $1 AND ${condition}`,
      [recordId],
    );
    if (rowCount === 1) return;
    await delay(LOOK_EVERY_MS);
  }
}
