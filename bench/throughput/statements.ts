import type { Pool } from 'pg';

/** Begins to count what the statements of the client's database cost. */
export async function countStatements(client: Pool): Promise<void> {
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await client.query('SELECT pg_stat_statements_reset()');
}

/** The costliest statements since then, those in functions and triggers included: `STATEMENT_COLUMNS` of a command. */
export const STATEMENT_COLUMNS = ['statement', 'calls', 'plans', 'ms', 'planning ms', 'pages written to WAL', 'WAL kB'];

export async function costliestStatements(client: Pool, commands: number): Promise<string[][]> {
  const { rows } = await client.query<{
    query: string;
    calls: number;
    plans: number;
    total: number;
    planning: number;
    fpi: number;
    wal: number;
  }>(
    `SELECT regexp_replace(query, '\\s+', ' ', 'g') AS query, calls::integer, plans::integer,
       total_exec_time AS total, total_plan_time AS planning, wal_fpi::integer AS fpi, wal_bytes::float8 AS wal
     FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY total_exec_time DESC LIMIT 40`,
  );
  return rows.map(({ query, ...numbers }) => [
    query.replaceAll('|', ' ').slice(0, 110),
    ...[numbers.calls, numbers.plans].map((count) => (count / commands).toFixed(2)),
    ...[numbers.total, numbers.planning].map((ms) => (ms / commands).toFixed(3)),
    (numbers.fpi / commands).toFixed(2),
    (numbers.wal / commands / 1_000).toFixed(2),
  ]);
}
