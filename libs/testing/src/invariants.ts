import type { SqlClient, Statement } from '@app/database';

const INVARIANTS: readonly Statement[] = [
  {
    name: 'at most one task of a run is in progress',
    text: `SELECT run_id FROM tasks WHERE status = 'IN_PROGRESS' GROUP BY run_id HAVING count(*) > 1`,
  },
  {
    name: 'no task starts before its predecessor ended',
    text: `
      SELECT t.id FROM tasks t JOIN tasks p ON p.run_id = t.run_id AND p.task_index = t.task_index - 1
      WHERE t.started_at IS NOT NULL AND p.status <> 'SKIPPED'
        AND (p.completed_at IS NULL OR p.completed_at > t.started_at)`,
  },
  {
    name: 'at most one attempt of a task is open',
    text: `SELECT task_id FROM task_attempt WHERE completed_at IS NULL GROUP BY task_id HAVING count(*) > 1`,
  },
  {
    name: 'attempt numbers have no gaps',
    text: `
      SELECT t.id FROM tasks t LEFT JOIN task_attempt a ON a.task_id = t.id GROUP BY t.id, t.attempt_count
      HAVING count(a.attempt) <> t.attempt_count OR coalesce(max(a.attempt), 0) <> t.attempt_count`,
  },
  {
    name: 'attempts of a task do not overlap',
    text: `
      SELECT a.task_id FROM task_attempt a JOIN task_attempt b ON b.task_id = a.task_id AND b.attempt = a.attempt + 1
      WHERE a.completed_at IS NULL OR a.completed_at > b.started_at`,
  },
  {
    name: 'an active run has exactly one scheduled step, a finished one none',
    text: `
      SELECT r.id FROM process_run r LEFT JOIN scheduled_tasks s ON s.run_id = r.id
      GROUP BY r.id, r.status
      HAVING count(s.run_id) <> CASE WHEN r.status IN ('PENDING', 'IN_PROGRESS') THEN 1 ELSE 0 END`,
  },
  {
    name: 'a scheduled step is that of the task the run stands at',
    text: `
      SELECT s.task_instance FROM scheduled_tasks s JOIN process_run r ON r.id = s.run_id
        LEFT JOIN tasks t ON t.run_id = r.id AND t.task_index = r.current_task_index
      WHERE s.task_instance IS DISTINCT FROM t.id::text`,
  },
  {
    name: "a record's state is its latest run's",
    text: `
      SELECT p.id FROM process_record p JOIN process_run r ON r.id = p.latest_run_id
      WHERE p.current_status <> r.status OR p.current_task_index <> r.current_task_index
        OR r.run_number <> (SELECT max(run_number) FROM process_run WHERE process_record_id = p.id)`,
  },
  {
    name: 'a completed run has no unfinished task',
    text: `
      SELECT t.id FROM tasks t JOIN process_run r ON r.id = t.run_id
      WHERE r.status = 'COMPLETED' AND t.status NOT IN ('COMPLETED', 'SKIPPED')
        AND NOT (t.status = 'FAILED' AND t.continue_on_failure)`,
  },
  {
    name: 'a finished run has no task in progress',
    text: `
      SELECT t.id FROM tasks t JOIN process_run r ON r.id = t.run_id
      WHERE r.completed_at IS NOT NULL AND t.status = 'IN_PROGRESS'`,
  },
  {
    name: 'a schedule that waits for a fire is in the work list',
    text: `
      SELECT id FROM process_record WHERE next_fire_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM scheduled_tasks WHERE task_name = 'process-schedule' AND task_instance = process_record.id)`,
  },
  {
    name: 'somebody comes back to each fire that waits',
    text: `
      SELECT record.id FROM schedule_fire fire JOIN process_record record ON record.id = fire.process_record_id
      WHERE fire.outcome = 'QUEUED' AND record.schedule_waits_for IS NULL AND NOT EXISTS (
        SELECT FROM scheduled_tasks WHERE task_name = 'process-schedule' AND task_instance = record.id)`,
  },
  {
    name: 'retries stay within the limit',
    text: `SELECT id FROM tasks WHERE retry_count > max_retries`,
  },
  // What checks of the tables would say on every write, at a third of its price.
  {
    name: 'states are those that there are, and end when they say',
    text: `
      SELECT id::text FROM process_run WHERE status IS NULL OR current_task_index < 0 OR run_number < 1
        OR status NOT IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED')
        OR (completed_at IS NULL) <> (status IN ('PENDING', 'IN_PROGRESS'))
        OR trigger NOT IN ('manual', 'schedule', 'resume')
      UNION ALL SELECT id FROM process_record WHERE current_task_index < 0 OR total_tasks < 1
        OR current_status NOT IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED')
      UNION ALL SELECT id::text FROM tasks WHERE task_index < 0 OR retry_count < 0 OR attempt_count < 0
        OR status NOT IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED', 'SKIPPED')
      UNION ALL SELECT task_id::text FROM task_attempt WHERE attempt < 1 OR (completed_at IS NULL) <> (outcome IS NULL)
        OR outcome NOT IN ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED', 'WORKER_LOST')
      UNION ALL SELECT task_instance FROM scheduled_tasks WHERE picked <> (picked_by IS NOT NULL)
        OR picked <> (last_heartbeat IS NOT NULL) OR (run_id IS NOT NULL) <> (task_name = 'process-task')`,
  },
];

/** The invariants that do not hold, each with up to five offending ids; empty when all is well. */
export async function findViolations(sql: SqlClient): Promise<string[]> {
  const violations: string[] = [];
  for (const { name, text } of INVARIANTS) {
    const rows = await sql.query<Record<string, string>>({ name: `invariant: ${name}`.slice(0, 60), text });
    if (rows.length > 0) {
      const ids = rows.slice(0, 5).map((row) => Object.values(row)[0]);
      violations.push(`${name}: violated ${rows.length} times, e.g. by ${ids.join(', ')}`);
    }
  }
  return violations;
}
