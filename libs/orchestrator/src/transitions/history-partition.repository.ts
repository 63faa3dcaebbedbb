import { setTimeout as pause } from 'node:timers/promises';
import { type SqlClient, type Statement, sqlState, type TransactionClient } from '@app/database';

/** A range of time whose tasks, attempts and output have tables of their own: `<table>_<suffix>`. */
export interface HistoryPartition {
  readonly suffix: string;
  /** The first run id of the range, and the first behind it. */
  readonly fromId: string;
  readonly beforeId: string;
  /** Days since 1970 of both: what tables are named by. */
  readonly from: string;
  readonly before: string;
  /** What retention left of older ones. */
  readonly isKept: boolean;
}

const TABLES = ['tasks', 'task_attempt', 'attempt_output'] as const;
const KEPT = '_kept';

/** Partitions that the time of the retention is cut into: planning and locking cost grows with their number. */
const PARTITIONS = 8;
const DAY_MS = 86_400_000;

const ENSURE: Statement = {
  name: 'ensure_history_partitions',
  text: `SELECT ensure_history_partitions(now(), now() + interval '48 hours', $1) AS made`,
};

const LIST: Statement = {
  name: 'list_history_partitions',
  text: `
    SELECT suffix, first_id_at(starts_at) AS "fromId", first_id_at(ends_at) AS "beforeId",
      to_char(starts_at AT TIME ZONE 'UTC', 'YYYYMMDD') AS "from", to_char(ends_at AT TIME ZONE 'UTC', 'YYYYMMDD') AS before,
      suffix LIKE '%\\${KEPT}' AS "isKept", ends_at < now() - $1 * interval '1 millisecond' AS "isExpired"
    FROM history_partitions() ORDER BY starts_at`,
};

const IS_WRITTEN: Statement = {
  name: 'is_history_written',
  text: `
    SELECT EXISTS (SELECT FROM process_run WHERE status IN ('PENDING', 'IN_PROGRESS') AND id >= $1 AND id < $2)
      OR EXISTS (SELECT FROM task_attempt WHERE completed_at IS NULL AND run_id >= $1 AND run_id < $2) AS written`,
};

/** Comment on a table that was replaced: of others that are named alike nothing is known. */
const REPLACED = 'orchestrator: replaced';

// What was replaced, and its end did not come to be.
const DETACHED: Statement = {
  name: 'list_detached_history',
  text: `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND NOT relispartition AND relname ~ '^(${TABLES.join('|')})_[0-9]{8}(_[0-9]{8}${KEPT})?$'
    AND obj_description(oid, 'pg_class') = '${REPLACED}'`,
};

// Locked until the tables are replaced: nobody can delete a run whose rows were copied.
const NEXT_RUNS: Statement = {
  name: 'lock_runs_of_history',
  text: `SELECT id FROM process_run WHERE id >= $1 AND id < $2 AND ($3::uuid IS NULL OR id > $3)
    ORDER BY id LIMIT $4 FOR KEY SHARE`,
};
const RUNS_COPIED_AT_ONCE = 50;

/** How often a lock is tried, and how long each try may hold up others. */
const TRIES = 50;
const LOCK_TIMEOUT_MS = 100;
const PAUSE_MS = 100;

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';
/** A row came into the default partition while its own was made. */
const CHECK_VIOLATION = '23514';

/** Makes the tables of days to come, and takes away those of days that are over. */
export class HistoryPartitionRepository {
  constructor(private readonly sql: SqlClient) {}

  /**
   * Sees to it that runs of today and of the next two days have their partition.
   * @returns how many were made. Throws when no lock could be had for many tries
   */
  async ensureAhead(retentionMs: number): Promise<number> {
    const days = Math.max(1, Math.ceil(retentionMs / DAY_MS / PARTITIONS));
    const rows = await tryAgain(() => this.sql.query<{ made: number }>(ENSURE, [days]));
    return rows[0]?.made ?? 0;
  }

  /** All partitions, oldest first; of those that are `isExpired` nothing is as young as `olderThanMs`. */
  async list(olderThanMs: number): Promise<(HistoryPartition & { readonly isExpired: boolean })[]> {
    return this.sql.query<HistoryPartition & { isExpired: boolean }>(LIST, [olderThanMs]);
  }

  /** Whether a run of that time is active, or a command of one has not ended. */
  async isWritten({ fromId, beforeId }: Pick<HistoryPartition, 'fromId' | 'beforeId'>): Promise<boolean> {
    const rows = await this.sql.query<{ written: boolean }>(IS_WRITTEN, [fromId, beforeId]);
    return rows[0]?.written ?? true;
  }

  /**
   * Puts one partition, with only the rows of runs that exist, in the place of those given, which follow one another
   * and are not written any more; none when there are no such rows. Rows are copied beforehand, so that running work
   * waits for no more than a change of the catalogue. What was replaced is left to `dropDetached`.
   */
  async replace(partitions: readonly [HistoryPartition, ...HistoryPartition[]]): Promise<void> {
    const first = partitions[0];
    const range = { ...first, beforeId: partitions.at(-1)?.beforeId ?? first.beforeId };
    const suffix = `${first.from}_${partitions.at(-1)?.before ?? first.before}${KEPT}`;
    await this.sql.transaction(async (on) => {
      const kept = await copyKept(on, range, suffix);
      await run(on, `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SAVEPOINT unlocked`);
      await tryAgain(
        () => swap(on, partitions, kept ? { ...range, suffix } : null),
        () => run(on, 'ROLLBACK TO SAVEPOINT unlocked'),
      );
    });
  }

  /** Drops what was replaced. */
  async dropDetached(): Promise<void> {
    const rows = await this.sql.query<{ name: string }>(DETACHED);
    for (const { name } of rows) await this.sql.query({ name: '', text: `DROP TABLE IF EXISTS ${name}` });
  }
}

/** False when there is nothing to keep. */
async function copyKept(on: TransactionClient, range: HistoryPartition, suffix: string): Promise<boolean> {
  let after: string | null = null;
  for (;;) {
    const values: readonly unknown[] = [range.fromId, range.beforeId, after, RUNS_COPIED_AT_ONCE];
    const runs: { id: string }[] = await on.query<{ id: string }>(NEXT_RUNS, values);
    if (runs.length === 0) return after !== null;
    for (const table of TABLES) {
      if (after === null) await makeTable(on, table, { ...range, suffix });
      // The output of one may be a hundred megabytes, and each statement has to answer in time.
      if (table === 'attempt_output') for (const one of runs) await copy(on, table, suffix, [one]);
      else await copy(on, table, suffix, runs);
    }
    after = runs.at(-1)?.id ?? null;
  }
}

// Checked as rows come, so that attaching has nothing to look through.
async function makeTable(on: TransactionClient, table: string, kept: HistoryPartition): Promise<void> {
  const { suffix, fromId, beforeId } = kept;
  await run(on, `SELECT make_history_table('${table}', '${table}_${suffix}')`);
  await run(
    on,
    `ALTER TABLE ${table}_${suffix} ADD CONSTRAINT in_range CHECK (run_id >= '${fromId}' AND run_id < '${beforeId}')`,
  );
}

async function copy(
  on: TransactionClient,
  table: string,
  suffix: string,
  runs: readonly { readonly id: string }[],
): Promise<void> {
  const names = await on.query<{ columns: string }>({
    name: '',
    text: `SELECT history_columns('${table}') AS columns`,
  });
  const columns = names[0]?.columns ?? '';
  const text = `INSERT INTO ${table}_${suffix} (${columns}) SELECT ${columns} FROM ${table} WHERE run_id = ANY ($1::uuid[])`;
  await on.query({ name: '', text }, [runs.map(({ id }) => id)]);
}

async function swap(
  on: TransactionClient,
  partitions: readonly HistoryPartition[],
  kept: HistoryPartition | null,
): Promise<void> {
  // All statements come by these three: who has them waits for nobody else. In the order of ends of tasks.
  await run(on, 'LOCK TABLE ONLY task_attempt, ONLY attempt_output, ONLY tasks IN ACCESS EXCLUSIVE MODE');
  for (const table of TABLES) {
    for (const { suffix } of partitions) {
      await run(on, `ALTER TABLE ${table} DETACH PARTITION ${table}_${suffix}`);
      await run(on, `COMMENT ON TABLE ${table}_${suffix} IS '${REPLACED}'`);
    }
    if (kept === null) continue;
    const { fromId, beforeId, suffix } = kept;
    // Of times between the partitions; what was not copied stays, and refuses the change.
    await run(
      on,
      `DELETE FROM ${table}_default WHERE run_id >= '${fromId}' AND run_id < '${beforeId}'
         AND run_id IN (SELECT run_id FROM ${table}_${suffix})`,
    );
    await run(
      on,
      `ALTER TABLE ${table} ATTACH PARTITION ${table}_${suffix} FOR VALUES FROM ('${fromId}') TO ('${beforeId}')`,
    );
    await run(on, `ALTER TABLE ${table}_${suffix} DROP CONSTRAINT in_range`);
  }
}

/** Statements without parameters, separated by `;`. */
async function run(on: TransactionClient, text: string): Promise<void> {
  for (const statement of text.split(';')) await on.query({ name: '', text: statement });
}

/** Whoever waits for a lock holds up all that come behind: it is given up soon, and tried again. */
async function tryAgain<T>(work: () => Promise<T>, undo: () => Promise<void> = async () => undefined): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      const state = sqlState(error);
      const isBusy = state === LOCK_NOT_AVAILABLE || state === DEADLOCK || state === CHECK_VIOLATION;
      if (!isBusy || left <= 1) throw error;
      await undo();
      await pause(PAUSE_MS);
    }
  }
}
