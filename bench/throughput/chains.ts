import { setTimeout as delay } from 'node:timers/promises';
import type { Product } from './product';

const AT_ONCE = 12;
/** What one bulk request takes. */
const MOST_IDS = 1_000;
const LOOK_EVERY_MS = 20;

/** Commands and how long they took from the first request to start one until the last has ended. */
export interface Rate {
  readonly commands: number;
  readonly seconds: number;
}

/** Defines a type whose tasks are all the same command. */
export async function defineType(product: Product, name: string, steps: number, command: string): Promise<void> {
  const tasks = Array.from({ length: steps }, (_, index) => ({ name: `step-${index + 1}`, command }));
  await product.post('/process-types', { name, tasks });
}

/** Makes the records; starting them is not part of it. Gives their ids. */
export async function createRecords(product: Product, type: string, count: number, prefix: string): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
  const waiting = [...ids];
  const lane = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      await product.post('/process-records', { id, type });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return ids;
}

/**
 * Starts all records and waits until every run has ended. Throws unless each command of each run succeeded once and
 * printed what it should.
 * @param prints null: whatever it likes
 */
export async function runAll(
  product: Product,
  ids: readonly string[],
  steps: number,
  prints: string | null,
): Promise<Rate> {
  const before = await ended(product);
  const startedAt = performance.now();
  for (let index = 0; index < ids.length; index += MOST_IDS) {
    const part = ids.slice(index, index + MOST_IDS);
    const answer = await product.post<BulkAnswer>('/process-records/bulk', { action: 'start', ids: part });
    const refused = answer.results.find(({ success }) => !success);
    if (refused) throw new Error(`'${refused.id}' was not started: ${refused.detail}`);
  }
  while ((await ended(product)) < before + ids.length) await delay(LOOK_EVERY_MS);
  const seconds = (performance.now() - startedAt) / 1_000;
  await check(product, ids, steps, prints);
  return { commands: ids.length * steps, seconds };
}

interface BulkAnswer {
  readonly results: readonly { readonly id: string; readonly success: boolean; readonly detail?: string }[];
}

async function ended(product: Product): Promise<number> {
  const { rows } = await product.client.query<{ runs: number }>(
    'SELECT count(*)::integer AS runs FROM process_run WHERE completed_at IS NOT NULL',
  );
  return rows[0]?.runs ?? 0;
}

async function check(product: Product, ids: readonly string[], steps: number, prints: string | null): Promise<void> {
  const { rows } = await product.client.query<{ right: number }>(
    `SELECT count(*)::integer AS right FROM process_record record
       JOIN tasks task ON task.run_id = record.latest_run_id
       JOIN task_attempt attempt ON attempt.task_id = task.id
      WHERE record.id = ANY ($1) AND task.status = 'COMPLETED' AND task.output = coalesce($2, task.output) AND attempt.outcome = 'SUCCEEDED'`,
    [ids, prints],
  );
  const right = rows[0]?.right ?? 0;
  if (right !== ids.length * steps) throw new Error(`${right} commands of ${ids.length * steps} did what they should`);
}
