import type { SqlClient, Statement } from '@app/database';

// The newest run of a record is always kept: it is what the record shows. So are the runs in which the tasks that a
// resume skipped were finished, for as long as a run that skipped them is kept: their output is nowhere else. A resumed
// run names them all, also those that the run before it had skipped, so that one step back is enough.
// (OFFSET 0 keeps it a question per candidate, answered by an index, instead of a join with all that was ever skipped.)
export const REMOVE_RUNS: Statement = {
  name: 'remove_old_runs',
  text: `
    DELETE FROM process_run WHERE id IN (
      SELECT run.id FROM process_run run JOIN process_record record ON record.id = run.process_record_id
      WHERE run.completed_at < now() - $1 * interval '1 millisecond' AND record.latest_run_id IS DISTINCT FROM run.id
        AND NOT EXISTS (
          SELECT FROM tasks kept JOIN process_run resumed ON resumed.id = kept.run_id
          WHERE kept.status = 'SKIPPED' AND kept.metadata->'keptFrom'->>'runId' = run.id::text
            AND (record.latest_run_id = resumed.id OR resumed.completed_at IS NULL
              OR resumed.completed_at >= now() - $1 * interval '1 millisecond')
          OFFSET 0)
      ORDER BY run.completed_at LIMIT $2)
    RETURNING id`,
};

const REMOVE_WORKERS: Statement = {
  name: 'remove_old_workers',
  text: `DELETE FROM worker WHERE last_heartbeat_at < now() - $1 * interval '1 millisecond'`,
};

// Fires that wait are not history yet.
const REMOVE_FIRES: Statement = {
  name: 'remove_old_fires',
  text: `
    DELETE FROM schedule_fire WHERE (process_record_id, fire_at, last_fire_at) IN (
      SELECT process_record_id, fire_at, last_fire_at FROM schedule_fire
      WHERE fire_at < now() - $1 * interval '1 millisecond' AND last_fire_at < now() - $1 * interval '1 millisecond'
        AND outcome <> 'QUEUED'
      ORDER BY fire_at LIMIT $2)
    RETURNING fire_at`,
};

const BATCH = 500;

/** Removes history that is older than the retention. */
export class RetentionRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Removes runs, with their tasks, attempts and output, in small transactions; gives how many. */
  async removeOlderThan(retentionMs: number): Promise<number> {
    const removed = await this.removeInBatches(REMOVE_RUNS, retentionMs);
    await this.removeInBatches(REMOVE_FIRES, retentionMs);
    await this.sql.query(REMOVE_WORKERS, [retentionMs]);
    return removed;
  }

  private async removeInBatches(statement: Statement, retentionMs: number): Promise<number> {
    for (let removed = 0; ; ) {
      const rows = await this.sql.query(statement, [retentionMs, BATCH]);
      removed += rows.length;
      if (rows.length < BATCH) return removed;
    }
  }
}
