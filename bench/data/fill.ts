import { type SqlClient, withClient } from '@app/database';
import { ProcessTypeWriteRepository } from '@app/process-types';
import type { Client } from 'pg';
import type { DataArguments } from './arguments';
import * as SQL from './history.sql';
import { historyTypes } from './process-types';

const RUNS_AT_ONCE = 5_000;

/** Defines the types of the history; gives their names. */
export async function defineTypes(sql: SqlClient, taskCount: number): Promise<string[]> {
  const types = historyTypes(taskCount);
  await new ProcessTypeWriteRepository(sql).changeTypes(async (changes) => {
    for (const type of types) {
      const origin = { source: 'api', sourceFile: null, createdBy: 'admin' } as const;
      await changes.save({ definition: type, yaml: null }, origin, await changes.findStored(type.name));
    }
  });
  return types.map(({ name }) => name);
}

/**
 * Fills a migrated database with a history that ended.
 * @param types names of its types
 * @param report hears how many runs are in
 * @throws Error when the database holds records already
 */
export async function fillDatabase(
  url: string,
  wanted: DataArguments,
  types: readonly string[],
  report: (runs: number) => void,
): Promise<void> {
  const { records, runs, tasks, days, seed } = wanted;
  const taskCount = tasks / runs;
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM process_record LIMIT 1');
    if (rowCount) throw new Error('The database holds process records already: choose an empty one');
    await skipReferenceChecks(client);
    await client.query(SQL.FUNCTIONS(seed));
    await client.query('SET default_statistics_target = 100; SET work_mem = "128MB"');
    await client.query(SQL.RECORDS, [records, taskCount, days, types]);
    await client.query(inlined(SQL.PLAN, [records, runs, taskCount, days, types]));
    await client.query(SQL.PARTITIONS, [days]);
    await client.query(SQL.RUNS, [taskCount]);
    for (let first = 1; first <= runs; first += RUNS_AT_ONCE) {
      const last = Math.min(first + RUNS_AT_ONCE - 1, runs);
      await client.query('BEGIN');
      await client.query(inlined(SQL.TASK_PLAN, [first, last, taskCount]));
      for (const statement of [SQL.TASKS, SQL.ATTEMPTS, SQL.OUTPUT, SQL.RUN_ENDS]) await client.query(statement);
      await client.query('COMMIT');
      report(last);
    }
    await client.query(SQL.RECORD_STATES);
    await client.query('SELECT rebuild_tallies()');
    await client.query('VACUUM ANALYZE');
  });
}

// The rows are right by construction; where the account may not skip checks and triggers, they only take longer.
async function skipReferenceChecks(client: Client): Promise<void> {
  await client.query('SET session_replication_role = replica').catch(() => undefined);
}

// CREATE TABLE AS takes no parameters.
function inlined(text: string, values: readonly (number | readonly string[])[]): string {
  return text.replace(/\$(\d+)/g, (_, position: string) => {
    const value = values[Number(position) - 1];
    if (typeof value === 'number') return String(value);
    return `ARRAY[${(value ?? []).map((name) => `'${name.replaceAll("'", "''")}'`).join(',')}]`;
  });
}
