import type { SqlClient, Statement } from '@app/database';
import { type HistoryPartition, HistoryPartitionRepository } from './history-partition.repository';

// The newest run of a record is always kept: it is what the record shows. So are the runs in which the tasks that a
// resume skipped were finished, for as long as a run that skipped them is kept: their output is nowhere else. A resumed
// run names them all, also those that the run before it had skipped, so that one step back is enough.
// (OFFSET 0 keeps it a question per candidate, answered by an index, instead of a join with all that was ever skipped.)
const IS_REMOVABLE = `run.completed_at < now() - $1 * interval '1 millisecond'
        AND record.latest_run_id IS DISTINCT FROM run.id
        AND NOT EXISTS (
          SELECT FROM (
            SELECT run_id FROM tasks WHERE (metadata->'keptFrom'->>'runId') COLLATE "C" = run.id::text OFFSET 0
          ) kept JOIN process_run resumed ON resumed.id = kept.run_id
          WHERE record.latest_run_id = resumed.id OR resumed.completed_at IS NULL
            OR resumed.completed_at >= now() - $1 * interval '1 millisecond'
          OFFSET 0)`;

// Page by page, so that what is kept is looked at once.
const removeRuns = (rest: string): string => `
    WITH page AS MATERIALIZED (
      SELECT id FROM process_run WHERE id >= $2 AND id < $3 AND ($4::uuid IS NULL OR id > $4) ORDER BY id LIMIT $5
    ), removed AS (
      DELETE FROM process_run WHERE id IN (
        SELECT run.id FROM page JOIN process_run run ON run.id = page.id
          JOIN process_record record ON record.id = run.process_record_id WHERE ${IS_REMOVABLE})
      RETURNING id
    )
    SELECT (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last, (SELECT count(*) FROM removed)::integer AS removed${rest}`;

/** Removes runs with their tasks, attempts and output. */
export const REMOVE_RUNS: Statement = { name: 'remove_old_runs', text: removeRuns('') };

// Read by the trigger of process_run, which is executed at the end of the statement.
const REMOVE_RUNS_ONLY: Statement = {
  name: 'remove_old_runs_of_dropped_history',
  text: removeRuns(`, set_config('orchestrator.drops_history', 'on', true)`),
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
/** Of runs whose rows go with their partition. */
const LARGE_BATCH = 2_000;

/** What is left of old days is put together when there are more such partitions. */
const MOST_KEPT = 4;

const LOWEST_ID = '00000000-0000-0000-0000-000000000000';
const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Removes history that is older than the retention. */
export class RetentionRepository {
  private readonly partitions: HistoryPartitionRepository;

  constructor(private readonly sql: SqlClient) {
    this.partitions = new HistoryPartitionRepository(sql);
  }

  /**
   * Removes runs, with their tasks, attempts and output; gives how many. What was started in one range of time goes
   * together, when all of that range is older. Does all that can be done, and then throws the first error.
   */
  async removeOlderThan(retentionMs: number): Promise<number> {
    let removed = 0;
    const failed: unknown[] = [];
    // One that fails keeps no other from its work.
    const attempt = async (part: () => Promise<number | undefined>): Promise<void> => {
      try {
        removed += (await part()) ?? 0;
      } catch (error) {
        failed.push(error);
      }
    };
    await attempt(() => this.removeFires(retentionMs));
    await attempt(() => this.removeWorkers(retentionMs));
    await attempt(() => this.dropDetached());
    const all = await this.partitions.list(retentionMs);
    for (const partition of all)
      if (partition.isExpired && !partition.isKept) await attempt(() => this.removePartition(partition, retentionMs));
    // The others are those of no partition, and what earlier rounds kept.
    const first = all.find(({ isKept, isExpired }) => !isKept && !isExpired);
    const last = all.at(-1);
    await attempt(() => this.removeRuns(REMOVE_RUNS, [LOWEST_ID, first?.fromId ?? HIGHEST_ID], retentionMs));
    if (first && last) await attempt(() => this.removeRuns(REMOVE_RUNS, [last.beforeId, HIGHEST_ID], retentionMs));
    await attempt(() => this.putTogether(retentionMs));
    if (failed.length > 0) throw failed[0];
    return removed;
  }

  // The runs go first: one without its tasks would look broken. Rows without their run are seen by nobody, and go with
  // the partition, at the next round if this one dies between.
  private async removePartition(partition: HistoryPartition, retentionMs: number): Promise<number> {
    const range = [partition.fromId, partition.beforeId] as const;
    // What may still change cannot be copied: runs go row by row, and the partition once nothing changes any more.
    if (await this.partitions.isWritten(partition)) return this.removeRuns(REMOVE_RUNS, range, retentionMs);
    const removed = await this.removeRuns(REMOVE_RUNS_ONLY, range, retentionMs, LARGE_BATCH);
    await this.partitions.replace([partition]);
    await this.partitions.dropDetached();
    return removed;
  }

  private async putTogether(retentionMs: number): Promise<undefined> {
    const all = await this.partitions.list(retentionMs);
    const end = all.findIndex(({ isKept }) => !isKept);
    const [first, ...others] = end < 0 ? all : all.slice(0, end);
    if (first === undefined || others.length < MOST_KEPT) return;
    // With the times between them, of which a run may still go on.
    if (await this.partitions.isWritten({ ...first, beforeId: others.at(-1)?.beforeId ?? first.beforeId })) return;
    await this.partitions.replace([first, ...others]);
    await this.partitions.dropDetached();
  }

  private async removeRuns(
    statement: Statement,
    [fromId, beforeId]: readonly [string, string],
    retentionMs: number,
    batch = BATCH,
  ): Promise<number> {
    let removed = 0;
    for (let after: string | null = null; ; ) {
      const values: readonly unknown[] = [retentionMs, fromId, beforeId, after, batch];
      const rows: RemovedPage[] = await this.sql.query<RemovedPage>(statement, values);
      const page: RemovedPage | undefined = rows[0];
      if (!page?.last) return removed;
      removed += page.removed;
      after = page.last;
    }
  }

  private async removeFires(retentionMs: number): Promise<undefined> {
    while ((await this.sql.query(REMOVE_FIRES, [retentionMs, BATCH])).length === BATCH);
  }

  private async removeWorkers(retentionMs: number): Promise<undefined> {
    await this.sql.query(REMOVE_WORKERS, [retentionMs]);
  }

  private async dropDetached(): Promise<undefined> {
    await this.partitions.dropDetached();
  }
}

type RemovedPage = {
  /** Id of the last run that was looked at; null when there was none. */
  readonly last: string | null;
  readonly removed: number;
};
