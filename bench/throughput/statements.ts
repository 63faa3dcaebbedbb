import type { Client } from 'pg';

/** Begins to count what the statements of the client's database cost. */
export async function countStatements(client: Client): Promise<void> {
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await client.query('SELECT pg_stat_statements_reset()');
}

/** The costliest statements since then, those inside functions and triggers included: [statement, calls, ms, ms of one]. */
export async function costliestStatements(client: Client, commands: number): Promise<string[][]> {
  const { rows } = await client.query<{ query: string; calls: number; total: number; per_call: number }>(
    `SELECT regexp_replace(query, '\\s+', ' ', 'g') AS query, calls::integer, total_exec_time AS total,
       mean_exec_time AS per_call
     FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY total_exec_time DESC LIMIT 40`,
  );
  return rows.map(({ query, calls, total, per_call }) => [
    query.replaceAll('|', ' ').slice(0, 110),
    (calls / commands).toFixed(2),
    (total / commands).toFixed(3),
    per_call.toFixed(3),
  ]);
}
