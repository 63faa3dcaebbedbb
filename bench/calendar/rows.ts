import type { Client } from 'pg';

/** The different expressions: each minute, hour or day has its share, as have zones and seconds. */
function expressionsOf(count: number): { schedule: string; zone: string }[] {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  return Array.from({ length: count }, (_, n) => {
    const [minute, hour] = [n % 60, n % 24];
    const kinds = [
      `${minute} ${hour} * * *`,
      `${minute} ${hour} * * 1-5`,
      `*/${5 + (n % 55)} * * * *`,
      `${minute} * * * *`,
      n % 40 === 4 ? `*/${1 + (n % 30)} * * * * *` : `${minute} */2 * * *`,
    ];
    return { schedule: kinds[n % kinds.length] ?? '', zone: zones[Math.floor(n / 5) % zones.length] ?? 'UTC' };
  });
}

const STATEMENTS = [
  `INSERT INTO process_type (name, source, current_version) VALUES ('bench', 'api', 1)`,
  `INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by)
   VALUES ('bench', 1, '{"name":"bench","parameters":[],"tasks":[]}', 'bench', 'bench')`,
];

/** Fills an empty database with records that have a schedule, and with what became of fires of the last week. */
export async function fillSchedules(client: Client, records: number, different: number, fires: number): Promise<void> {
  for (const statement of STATEMENTS) await client.query(statement);
  const expressions = expressionsOf(different);
  await client.query(
    `INSERT INTO process_record (id, type, total_tasks, current_status, input_data, schedule, time_zone, next_fire_at)
     SELECT 'record-' || n, 'bench', 3, 'COMPLETED', repeat('x', 200), ($2::text[])[1 + n % $4], ($3::text[])[1 + n % $4],
       now() + n * interval '1 second'
     FROM generate_series(1, $1::integer) n`,
    [records, expressions.map(({ schedule }) => schedule), expressions.map(({ zone }) => zone), different],
  );
  await client.query(
    `CREATE TEMP TABLE fire AS SELECT n, 'record-' || 1 + n % $1::integer AS record,
       date_trunc('minute', now()) - n * interval '1 week' / $2::integer AS at FROM generate_series(1, $2::integer) n`,
    [records, fires],
  );
  await client.query(
    `INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger,
       triggered_by, scheduled_fire_at, completed_at)
     SELECT gen_random_uuid(), record, n, 'bench', 1, CASE WHEN n % 20 = 0 THEN 'FAILED' ELSE 'COMPLETED' END, 3,
       'schedule', 'schedule', at, at + interval '1 minute' FROM fire WHERE n % 10 <> 0`,
  );
  await client.query(
    `INSERT INTO schedule_fire (process_record_id, fire_at, last_fire_at, due_at, decided_at, outcome, reason)
     SELECT record, at, at, at, at, CASE WHEN n % 10 = 0 THEN 'SKIPPED' ELSE 'RUN' END,
       CASE WHEN n % 10 = 0 THEN 'still-running' END FROM fire`,
  );
  await client.query('VACUUM ANALYZE');
}
