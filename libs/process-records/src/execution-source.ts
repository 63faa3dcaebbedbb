/** What is done from the work list: attempts at steps, fires of schedules, rounds of maintenance. */
export const EXECUTION_KINDS = ['process-task', 'process-schedule', 'maintenance'] as const;
export type ExecutionKind = (typeof EXECUTION_KINDS)[number];

/** The first five are those of attempts, the last three say what became of fires; jobs succeed or fail. */
export const EXECUTION_OUTCOMES = [
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'STOPPED',
  'WORKER_LOST',
  'RUN',
  'QUEUED',
  'SKIPPED',
] as const;
export type ExecutionOutcome = (typeof EXECUTION_OUTCOMES)[number];

/** A table that executions are kept in, as `x`. What is not a column name is SQL. */
export interface ExecutionSource {
  readonly kind: ExecutionKind;
  readonly table: string;
  readonly outcomes: readonly ExecutionOutcome[];
  readonly outcome: string;
  readonly startedAt: string;
  readonly instance: string;
  /** Counts from 1 where one instance is executed several times at one moment. */
  readonly number: string;
  readonly firedAt: string;
  /** The other columns, by the names that all sources have. */
  readonly columns: string;
  /** The rows of one id, found by an index. */
  readonly exactly: (text: string, isUuid: boolean) => string;
  readonly containing: (pattern: string) => string;
}

const NO_FIRE = `timestamptz 'epoch'`;

const ATTEMPTS: ExecutionSource = {
  kind: 'process-task',
  table: 'task_attempt',
  outcomes: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED', 'WORKER_LOST'],
  outcome: 'x.outcome',
  startedAt: 'x.started_at',
  instance: 'x.task_id::text',
  number: 'x.attempt',
  firedAt: NO_FIRE,
  columns: 'x.completed_at, x.error_message, x.exit_code, x.worker_id, x.run_id',
  exactly: (text, isUuid) =>
    isUuid
      ? `x.run_id = (SELECT run_id FROM tasks WHERE id = ${text}::uuid) AND x.task_id = ${text}::uuid`
      : `x.run_id = ANY (ARRAY(SELECT id FROM process_run WHERE process_record_id = ${text}))`,
  containing: (pattern) => `(x.task_id::text COLLATE "C" ILIKE ${pattern} OR EXISTS (
      SELECT FROM process_run r WHERE r.id = x.run_id AND r.process_record_id COLLATE "C" ILIKE ${pattern}))`,
};

const FIRES: ExecutionSource = {
  kind: 'process-schedule',
  table: 'schedule_fire',
  outcomes: ['RUN', 'QUEUED', 'SKIPPED'],
  outcome: 'x.outcome',
  startedAt: 'x.decided_at',
  instance: 'x.process_record_id',
  number: '0',
  firedAt: 'x.fire_at',
  columns: `x.decided_at AS completed_at, coalesce(x.detail, x.reason) AS error_message, NULL::integer AS exit_code,
        NULL::varchar AS worker_id, NULL::uuid AS run_id`,
  exactly: (text) => `x.process_record_id = ${text}`,
  containing: (pattern) => `x.process_record_id COLLATE "C" ILIKE ${pattern}`,
};

const ROUNDS: ExecutionSource = {
  kind: 'maintenance',
  table: 'maintenance_round',
  outcomes: ['SUCCEEDED', 'FAILED'],
  outcome: `CASE WHEN x.error_message IS NULL THEN 'SUCCEEDED' ELSE 'FAILED' END`,
  startedAt: 'x.started_at',
  instance: 'x.job',
  number: '0',
  firedAt: NO_FIRE,
  columns: `x.completed_at, x.error_message, NULL::integer AS exit_code, NULL::varchar AS worker_id,
        NULL::uuid AS run_id`,
  exactly: (text) => `x.job = ${text}`,
  containing: (pattern) => `x.job COLLATE "C" ILIKE ${pattern}`,
};

export const EXECUTION_SOURCES: readonly ExecutionSource[] = [ATTEMPTS, FIRES, ROUNDS];
