import { join } from 'node:path';
import { runMigrations } from '@app/database';
import { RetentionRepository } from '@app/orchestrator';
import { PostgresServer } from '@app/database/embedded';
import { EngineFixture, SUCCESS, temporaryFolder } from '@app/testing';
import { Client } from 'pg';
import { percentile, table } from '../table';
import { fillDay, TASKS_OF_RUN } from './rows';

const RETENTION_MS = 30 * 86_400_000;
/** How long running work is measured before, so that there is something to compare with. */
const ALONE_MS = 10_000;
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Runs tasks one after the other, as a worker does whose commands take no time, until `isOver`; gives ms of each statement. */
async function runTasks(engine: EngineFixture, prefix: string, isOver: () => boolean): Promise<number[]> {
  const took: number[] = [];
  const timed = async <T>(work: Promise<T>, startedAt = performance.now()): Promise<T> => {
    const result = await work;
    took.push(performance.now() - startedAt);
    return result;
  };
  for (let run = 0; !isOver(); run += 1) {
    const id = `${prefix}-${run}`;
    await engine.saveRecord(id, 'live', TASKS_OF_RUN);
    await timed(engine.runs.start(id, { triggeredBy: 'bench' }));
    let held = await timed(engine.attempts.claim(engine.queue.take(), 'bench'));
    while (held) {
      const ended = await timed(engine.attempts.end(held, SUCCESS, { goOn: true }));
      held = ended.kind === 'advanced' ? ended.next : null;
    }
  }
  return took;
}

async function main(runs: number): Promise<void> {
  const folder = temporaryFolder('bench-retention');
  // With the product's durable settings.
  const server = await PostgresServer.start({ folder: join(folder.path, 'postgres'), log: () => undefined });
  const url = server.url('postgres');
  try {
    await runMigrations(url);
    await measure(url, runs);
  } finally {
    await server.stop();
    folder.remove();
  }
}

async function measure(url: string, runs: number): Promise<void> {
  const client = new Client({ connectionString: url });
  const engine = await EngineFixture.open(url);
  try {
    await client.connect();
    await fillDay(client, runs);
    await engine.saveType(
      'live',
      Array.from({ length: TASKS_OF_RUN }, () => ({})),
    );
    const until = performance.now() + ALONE_MS;
    const alone = await runTasks(engine, 'alone', () => performance.now() > until);

    let isOver = false;
    const beside = runTasks(engine, 'beside', () => isOver);
    const startedAt = performance.now();
    const removed = await new RetentionRepository(engine.sql).removeOlderThan(RETENTION_MS);
    const tookMs = performance.now() - startedAt;
    isOver = true;
    const row = (name: string, ms: readonly number[]) => [
      name,
      String(ms.length),
      ...[percentile(ms, 0.5), percentile(ms, 0.95), percentile(ms, 0.99), Math.max(...ms)].map((value) =>
        value.toFixed(1),
      ),
    ];
    say(
      `${removed} of ${runs} runs with ${removed * TASKS_OF_RUN} tasks removed in ${(tookMs / 1000).toFixed(1)} s; ` +
        'statements of work that ran meanwhile:\n',
    );
    say(
      table(
        ['work', 'statements', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'],
        [row('alone', alone), row('beside retention', await beside)],
      ),
    );
  } finally {
    await engine.close();
    await client.end();
  }
}

const [runs = 100_000] = process.argv.slice(2).map(Number);
main(runs).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
