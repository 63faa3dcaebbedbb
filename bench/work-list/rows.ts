import type { Client } from 'pg';

// Of 100: 3 run, 10 wait after a failure, the others wait.
const STATEMENTS = [
  `INSERT INTO process_type (name, source, current_version) VALUES ('bench', 'api', 1)`,
  `INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by)
   VALUES ('bench', 1, '{"name":"bench","parameters":[],"tasks":[]}', 'bench', 'bench')`,
  `CREATE TEMP TABLE plan AS SELECT n, 'record-' || n AS record, gen_random_uuid() AS run, gen_random_uuid() AS task,
     n % 100 < 3 AS running, n % 100 BETWEEN 3 AND 12 AS failing FROM generate_series(1, $1::integer) n`,
  `INSERT INTO process_record (id, type, total_tasks, current_status, latest_run_id)
   SELECT record, 'bench', 1, 'IN_PROGRESS', run FROM plan`,
  `INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger, triggered_by)
   SELECT run, record, 1, 'bench', 1, 'IN_PROGRESS', 1, 'manual', 'bench' FROM plan`,
  `INSERT INTO tasks (id, process_record_id, run_id, task_index, task_name, status, command, attempt_count)
   SELECT task, record, run, 0, 'step', CASE WHEN running THEN 'IN_PROGRESS' ELSE 'PENDING' END, 'true', 1 FROM plan`,
  `INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, started_at, completed_at, outcome)
   SELECT task, 1, run, 'worker', now() - n * interval '1 second',
     CASE WHEN NOT running THEN now() - n * interval '1 second' + interval '2 seconds' END,
     CASE WHEN failing THEN 'FAILED' WHEN NOT running THEN 'SUCCEEDED' END FROM plan`,
  `INSERT INTO scheduled_tasks (task_name, task_instance, run_id, execution_time, picked, picked_by, last_heartbeat,
     consecutive_failures)
   SELECT 'process-task', task, run, now() + (n - $1 / 2) * interval '1 second', running,
     CASE WHEN running THEN 'worker' END, CASE WHEN running THEN now() END, CASE WHEN failing THEN 1 + n % 5 ELSE 0 END
   FROM plan`,
  `VACUUM ANALYZE`,
];

/** Fills an empty database with that many active runs, each with its row of the work list and an attempt. */
export async function fillRows(client: Client, count: number): Promise<void> {
  for (const statement of STATEMENTS) await client.query(statement, statement.includes('$1') ? [count] : []);
}
