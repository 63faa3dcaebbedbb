import { setTimeout as delay } from 'node:timers/promises';
import { createRecords, defineType, runAll } from './chains';
import type { Product } from './product';

const ROUNDS = 20;
const STEPS = 10;
const LIGHT_STEPS = 40;
const STOPPED = 20;
const LOOK_EVERY_MS = 2;
// The moment at which a command began and the last one before it ended, by the clock of the machine.
const TELL_TIME = 'date +%s%N; date +%s%N';

/** In milliseconds, each measured while nothing else runs. */
export interface Latencies {
  /** From the request that starts a run until the first command has begun. */
  readonly firstCommand: readonly number[];
  /** From the end of a command until the next one of the run has begun. */
  readonly stepToStep: readonly number[];
  /** From the request to stop until the command's end is recorded. */
  readonly stop: readonly number[];
  /** Whole runs of forty commands that do nothing, from the request until the end is recorded. */
  readonly fortySteps: readonly number[];
}

/** Runs one process after the other in the started product. */
export async function measureLatencies(product: Product): Promise<Latencies> {
  await defineType(product, 'telling', STEPS, TELL_TIME);
  await defineType(product, 'forty', LIGHT_STEPS, ':');
  await defineType(product, 'waiting', 1, 'sleep 600');
  const [first = ''] = await createRecords(product, 'telling', 1, 'telling');
  const [forty = ''] = await createRecords(product, 'forty', 1, 'forty');
  const [waiting = ''] = await createRecords(product, 'waiting', 1, 'waiting');
  const latencies = { firstCommand: [] as number[], stepToStep: [] as number[], stop: [] as number[] };
  const fortySteps: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const startedAt = Date.now();
    await runAll(product, [first], STEPS, null);
    const seconds = await runAll(product, [forty], LIGHT_STEPS, null);
    // The first round only warms up.
    if (round === 0) continue;
    const told = await toldTimes(product, first);
    latencies.firstCommand.push((told[0]?.begun ?? 0) - startedAt);
    for (const [index, { begun }] of told.entries()) {
      const before = told[index - 1];
      if (before) latencies.stepToStep.push(begun - before.ended);
    }
    fortySteps.push(seconds.seconds * 1_000);
  }
  for (let round = 0; round < STOPPED; round++) latencies.stop.push(await stopOnce(product, waiting));
  return { ...latencies, fortySteps };
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
