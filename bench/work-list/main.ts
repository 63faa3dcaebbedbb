import { dataSourceOptions, runMigrations, sqlClientOf } from '@app/database';
import { ExecutionHistoryRepository, ScheduledTaskRepository, WorkListGroupRepository } from '@app/process-records';
import { testDatabase } from '@app/testing';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { percentile, table } from '../table';
import { fillRows } from './rows';

const WARM_UP_ROUNDS = 5;
const PAGE = { limit: 100 };
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

type View = readonly [name: string, ask: () => Promise<unknown>];

async function main(count: number, times: number): Promise<void> {
  const database = await testDatabase(runMigrations);
  const client = new Client({ connectionString: database.url });
  const source = new DataSource(dataSourceOptions({ url: database.url, poolSize: 4 }));
  try {
    await client.connect();
    await fillRows(client, count);
    const sql = sqlClientOf(await source.initialize());
    const groups = new WorkListGroupRepository(sql);
    const views = viewsOf(new ScheduledTaskRepository(sql, groups), groups, new ExecutionHistoryRepository(sql), count);
    const measured = views.map(() => [] as number[]);
    // In turn, so that no view finds only what itself has brought into memory.
    for (let round = -WARM_UP_ROUNDS; round < times; round++)
      for (const [index, [, ask]] of views.entries()) {
        const startedAt = performance.now();
        await ask();
        if (round >= 0) measured[index]?.push(performance.now() - startedAt);
      }
    const rows = views.map(([name], index) => {
      const ms = measured[index] ?? [];
      return [name, ...[percentile(ms, 0.5), percentile(ms, 0.95), Math.max(...ms)].map((value) => value.toFixed(1))];
    });
    say(`${count} rows, ${times} times each, without HTTP:\n`);
    say(table(['view', 'p50 ms', 'p95 ms', 'max ms'], rows));
  } finally {
    if (source.isInitialized) await source.destroy();
    await client.end();
    await database.drop();
  }
}

function viewsOf(
  list: ScheduledTaskRepository,
  groups: WorkListGroupRepository,
  history: ExecutionHistoryRepository,
  count: number,
): View[] {
  const from = new Date(Date.now() - 3_600_000);
  const to = new Date();
  return [
    ['counts by name', () => groups.list()],
    ['all', () => list.list({}, 'executionTime', PAGE)],
    ['all, latest first', () => list.list({}, '-executionTime', PAGE)],
    ['all, by name', () => list.list({}, 'taskName', PAGE)],
    ['all, by instance', () => list.list({}, '-taskInstance', PAGE)],
    ['all, most failures first', () => list.list({}, '-failures', PAGE)],
    ['scheduled', () => list.list({ state: 'scheduled' }, 'executionTime', PAGE)],
    ['running', () => list.list({ state: 'running' }, 'executionTime', PAGE)],
    ['failed', () => list.list({ state: 'failed' }, 'executionTime', PAGE)],
    ['failed, most failures first', () => list.list({ state: 'failed' }, '-failures', PAGE)],
    ['one process, exact', () => list.list({ search: `record-${count}`, exact: true }, 'executionTime', PAGE)],
    ['part of an id, few found', () => list.list({ search: `ord-${count}` }, 'executionTime', PAGE)],
    ['part of an id, none found', () => list.list({ search: 'no-such' }, 'executionTime', PAGE)],
    ['an hour', () => list.list({ from, to }, 'executionTime', PAGE)],
    ['history', () => history.list({}, PAGE)],
    ['history, failed', () => history.list({ outcome: 'FAILED' }, PAGE)],
    ['history, timed out (none)', () => history.list({ outcome: 'TIMED_OUT' }, PAGE)],
    ['history, an hour', () => history.list({ from, to }, PAGE)],
    ['history, one process', () => history.list({ search: `record-${count}`, exact: true }, PAGE)],
    ['history, part of an id, none found', () => history.list({ search: 'no-such' }, PAGE)],
  ];
}

const [count = 100_000, times = 50] = process.argv.slice(2).map(Number);
main(count, times).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
