import { setTimeout as delay } from 'node:timers/promises';
import type { Product } from './product';

const AT_ONCE = 12;
/** What one bulk request takes. */
const MOST_IDS = 1_000;
const SHORTEST_LOOK_MS = 2;
const LONGEST_LOOK_MS = 50;

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
  const startedAt = performance.now();
  await startAll(product, ids);
  await allEnded(product);
  const seconds = (performance.now() - startedAt) / 1_000;
  await checkAll(product, ids, steps, prints);
  return { commands: ids.length * steps, seconds };
}

/** Starts all records, a thousand with each request. Throws the reason when one is refused. */
export async function startAll(product: Product, ids: readonly string[]): Promise<void> {
  for (const part of requestsOf(ids)) {
    const answer = await product.post<BulkAnswer>('/process-records/bulk', { action: 'start', ids: part });
    refuseRefusals(answer);
  }
}

/** The ids in the portions that one bulk request takes. */
export function requestsOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, index) =>
    ids.slice(index * MOST_IDS, (index + 1) * MOST_IDS),
  );
}

export interface BulkAnswer {
  readonly results: readonly {
    readonly id: string;
    readonly success: boolean;
    readonly status?: number;
    readonly detail?: string;
  }[];
}

/** Throws when one of the records was not started. */
export function refuseRefusals({ results }: BulkAnswer): void {
  const refused = results.find(({ success }) => !success);
  if (refused) throw new Error(`'${refused.id}' was not started: ${refused.detail}`);
}

/** Resolves when no run is active. Looks at the work list, which holds these only, whatever the history is. */
export async function allEnded(product: Product): Promise<void> {
  for (;;) {
    const { rows } = await product.client.query<{ active: number }>(
      'SELECT count(*)::integer AS active FROM scheduled_tasks WHERE run_id IS NOT NULL',
    );
    const active = rows[0]?.active ?? 0;
    if (active === 0) return;
    // Looking costs the more the more there are.
    await delay(Math.min(Math.max(active / 10, SHORTEST_LOOK_MS), LONGEST_LOOK_MS));
  }
}

/** Throws unless each command of the records' latest runs succeeded once and printed what it should (null: anything). */
export async function checkAll(
  product: Product,
  ids: readonly string[],
  steps: number,
  prints: string | null,
): Promise<void> {
  const { rows } = await product.client.query<{ right: number }>(
    `SELECT count(*)::integer AS right FROM process_record record
       JOIN tasks task ON task.run_id = record.latest_run_id
       JOIN task_attempt attempt ON attempt.run_id = task.run_id AND attempt.task_id = task.id
      WHERE record.id = ANY ($1) AND task.status = 'COMPLETED' AND task.output = coalesce($2, task.output) AND attempt.outcome = 'SUCCEEDED'`,
    [ids, prints],
  );
  const right = rows[0]?.right ?? 0;
  if (right === ids.length * steps) return;
  throw new Error(`${right} commands of ${ids.length * steps} did what they should. ${await firstWrong(product, ids)}`);
}

async function firstWrong(product: Product, ids: readonly string[]): Promise<string> {
  const { rows } = await product.client.query<{ wrong: string }>(
    `SELECT format('%s of %s: %s, attempt %s: %s, %s, printed %L', task.task_name, record.id, task.status,
         attempt.attempt, attempt.outcome, coalesce(attempt.error_message, 'no error'), task.output) AS wrong
       FROM process_record record
       JOIN tasks task ON task.run_id = record.latest_run_id
       LEFT JOIN task_attempt attempt ON attempt.run_id = task.run_id AND attempt.task_id = task.id
      WHERE record.id = ANY ($1) AND (task.status <> 'COMPLETED' OR attempt.outcome IS DISTINCT FROM 'SUCCEEDED')
      ORDER BY record.id, task.task_index LIMIT 1`,
    [ids],
  );
  return rows[0]?.wrong ?? 'All succeeded, but printed something else';
}
