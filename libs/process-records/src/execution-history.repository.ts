import {
  type CursorValues,
  decodeCursor,
  encodeCursor,
  type KeysetRow,
  type PageRequest,
  pageOf,
  type SqlClient,
} from '@app/database';
import { EXECUTION_SOURCES, type ExecutionKind, type ExecutionOutcome, type ExecutionSource } from './execution-source';
import { isUuid } from './record-id';
import { containing, cursorColumn, keyValue, orderBy, type SortKey } from './sql-conditions';

/** Something from the work list that was done. */
export interface Execution {
  readonly taskName: ExecutionKind;
  readonly taskInstance: string;
  /** Of an attempt: its number, from 1. */
  readonly attempt: number | null;
  /** Of a fire: the time that it answers. */
  readonly fireAt: Date | null;
  readonly startedAt: Date;
  readonly completedAt: Date | null;
  /** Null while it runs. */
  readonly outcome: ExecutionOutcome | null;
  readonly errorMessage: string | null;
  readonly exitCode: number | null;
  readonly workerId: string | null;
  readonly processRecordId: string | null;
  readonly runId: string | null;
  readonly runNumber: number | null;
  readonly stepName: string | null;
}

/** Which executions; what is absent does not restrict. */
export interface ExecutionFilter {
  readonly taskName?: ExecutionKind | undefined;
  readonly outcome?: ExecutionOutcome | undefined;
  /** Start: from, and before. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Part of the instance or of the id of its record; all of it with `exact`. */
  readonly search?: string | undefined;
  readonly exact?: boolean | undefined;
}

/** A page; the next one may exist although this one is not full. */
export interface ExecutionPage {
  readonly rows: readonly Execution[];
  readonly next: string | null;
}

/** Rows of each kind that one page looks through at most, where no index leads to what is looked for. */
export const MOST_LOOKED_THROUGH = 5_000;

const KEYS: readonly SortKey[] = [
  { column: 'started_at', part: 'micros' },
  { column: 'kind', part: 'text' },
  { column: 'instance', part: 'text' },
  { column: 'number', part: 'count' },
  { column: 'fired_at', part: 'micros' },
];
const ORDER = orderBy(KEYS, true);

const COLUMNS = `page.kind AS "taskName", page.instance AS "taskInstance", nullif(page.number, 0) AS attempt,
  nullif(page.fired_at, 'epoch') AS "fireAt", page.started_at AS "startedAt", page.completed_at AS "completedAt",
  page.outcome, page.error_message AS "errorMessage", page.exit_code AS "exitCode", page.worker_id AS "workerId",
  coalesce(run.process_record_id, CASE WHEN page.kind = 'process-schedule' THEN page.instance END)
    AS "processRecordId", run.id AS "runId", run.run_number AS "runNumber", task.task_name AS "stepName"`;

const WITH_RUN = `LEFT JOIN tasks task ON task.run_id = page.run_id
        AND task.id = CASE WHEN page.kind = 'process-task' THEN page.instance::uuid END
      LEFT JOIN LATERAL (
        SELECT id, run_number, process_record_id FROM process_run WHERE id = page.run_id
        UNION ALL
        SELECT id, run_number, process_record_id FROM process_run
        WHERE page.kind = 'process-schedule' AND process_record_id = page.instance AND scheduled_fire_at = page.fired_at
      ) run ON true`;

/** Reads what was done from the work list, the latest first. */
export class ExecutionHistoryRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Throws `invalid` for a cursor of another list. */
  async list(filter: ExecutionFilter, { limit, cursor }: PageRequest): Promise<ExecutionPage> {
    const after =
      cursor === undefined
        ? undefined
        : decodeCursor(
            cursor,
            KEYS.map((key) => key.part),
          );
    const query = new HistoryQuery(filter, after);
    if (query.sources.length === 0) return { rows: [], next: null };
    const horizon = await this.findHorizon(query);
    const rows = await this.sql.query<KeysetRow<Execution>>(...query.page(limit + 1, horizon));
    const { rows: shown, next } = pageOf(rows, limit, 0);
    return { rows: shown, next: next ?? (horizon === null ? null : encodeCursor([horizon + 1, '', '', 0, 0])) };
  }

  /** The moment, in microseconds, after which this page ends in any case; null when it may go to the end. */
  private async findHorizon(query: HistoryQuery): Promise<number | null> {
    if (!query.isLookedThrough) return null;
    const rows = await this.sql.query<{ horizon: number | null }>(...query.horizon());
    return rows[0]?.horizon ?? null;
  }
}

type Query = [statement: { readonly name: string; readonly text: string }, values: readonly unknown[]];

/** The statements for one page. */
class HistoryQuery {
  readonly sources: readonly ExecutionSource[];
  /** No index leads to a part of an id, nor to what succeeds: nearly everything does. */
  readonly isLookedThrough: boolean;
  private readonly values: unknown[] = [];

  constructor(
    private readonly filter: ExecutionFilter,
    private readonly after: CursorValues | undefined,
  ) {
    const { taskName, outcome, search, exact } = filter;
    this.sources = EXECUTION_SOURCES.filter(
      ({ kind, outcomes }) =>
        (taskName === undefined || kind === taskName) && (outcome === undefined || outcomes.includes(outcome)),
    );
    this.isLookedThrough = (search !== undefined && !exact) || outcome === 'SUCCEEDED';
  }

  horizon(): Query {
    this.values.length = 0;
    const branches = this.sources.map(
      (source) => `(SELECT ${source.startedAt} AS started_at FROM ${source.table} x WHERE ${this.indexed(source)}
        ORDER BY ${source.startedAt} DESC OFFSET ${MOST_LOOKED_THROUGH} LIMIT 1)`,
    );
    const text = `SELECT (extract(epoch FROM max(started_at)) * 1000000)::bigint AS horizon
      FROM (${branches.join(' UNION ALL ')}) cut`;
    return [{ name: '', text }, [...this.values]];
  }

  page(limit: number, horizon: number | null): Query {
    this.values.length = 0;
    const size = this.parameter(limit);
    const branches = this.sources.map((source) => {
      const conditions = [this.indexed(source), ...this.lookedFor(source)];
      if (horizon !== null)
        conditions.push(`${source.startedAt} > ${keyValue(KEYS[0] as SortKey, this.parameter(horizon))}`);
      return `(SELECT ${columnsOf(source)} FROM ${source.table} x WHERE ${conditions.join(' AND ')}
        ${ORDER} LIMIT ${size})`;
    });
    const text = `SELECT ${COLUMNS}, page."cursorValues" FROM (
        SELECT done.*, row_number() OVER () AS place, ${cursorColumn(KEYS)} FROM (
          SELECT * FROM (${branches.join(' UNION ALL ')}) branch ${ORDER} LIMIT ${size}) done
      ) page ${WITH_RUN} ORDER BY page.place`;
    return [{ name: '', text }, [...this.values]];
  }

  /** What an index finds. */
  private indexed(source: ExecutionSource): string {
    const { from, to, outcome, search, exact } = this.filter;
    const conditions = ['true'];
    if (from !== undefined) conditions.push(`${source.startedAt} >= ${this.parameter(from)}::timestamptz`);
    if (to !== undefined) conditions.push(`${source.startedAt} < ${this.parameter(to)}::timestamptz`);
    if (outcome !== undefined && outcome !== 'SUCCEEDED')
      // As text in the statement: an index on a part of the rows is only used for values that are known.
      conditions.push(`${source.outcome} = '${outcome}'`);
    if (search !== undefined && exact) conditions.push(source.exactly(this.parameter(search), isUuid(search)));
    if (this.after !== undefined) {
      const [at] = this.after;
      const values = KEYS.map((key, index) => keyValue(key, this.parameter(this.after?.[index])));
      conditions.push(
        `${source.startedAt} <= ${keyValue(KEYS[0] as SortKey, this.parameter(at))}`,
        `(${source.startedAt}, ${keysOf(source).join(', ')}) < (${values.join(', ')})`,
      );
    }
    return conditions.join(' AND ');
  }

  private lookedFor(source: ExecutionSource): string[] {
    const { outcome, search, exact } = this.filter;
    const part = exact ? undefined : containing(search);
    return [
      ...(outcome === 'SUCCEEDED' ? [`${source.outcome} = 'SUCCEEDED'`] : []),
      ...(part === undefined ? [] : [source.containing(this.parameter(part))]),
    ];
  }

  private parameter(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

// Compared byte by byte, so that instances of all kinds have one order.
function keysOf(source: ExecutionSource): readonly string[] {
  return [`'${source.kind}' COLLATE "C"`, `${source.instance} COLLATE "C"`, source.number, source.firedAt];
}

function columnsOf(source: ExecutionSource): string {
  const [kind, instance, number, firedAt] = keysOf(source);
  return `${source.startedAt} AS started_at, ${kind} AS kind, ${instance} AS instance, ${number} AS number,
        ${firedAt} AS fired_at, ${source.outcome} AS outcome, ${source.columns}`;
}
