import type { ExecutionKind, ExecutionOutcome, ScheduledTaskSort, WorkListState } from '@app/api-client';
import { parseTimeRange, type TimeRange } from '../../../shared/time/time-range';

/** What rows are called and what is searched for, in the list and in its history. */
export interface RowSearch extends TimeRange {
  readonly search?: string | undefined;
  readonly exact?: true | undefined;
}

/** Which rows the list shows, and how; what is absent does not restrict. It lives in the URL. */
export interface WorkListFilter extends RowSearch {
  readonly state?: WorkListState | undefined;
  readonly name?: string | undefined;
  readonly sort?: ScheduledTaskSort | undefined;
}

/** The page's address: besides the filter, how the rows are grouped, and the row that is looked at. */
export interface WorkListSearch extends WorkListFilter {
  /** By name. */
  readonly grouped?: true | undefined;
  /** Names of groups that are folded. */
  readonly folded?: readonly string[] | undefined;
  /** `<name>/<instance>` */
  readonly row?: string | undefined;
}

/** Which executions the history shows. */
export interface HistoryFilter extends RowSearch {
  readonly name?: ExecutionKind | undefined;
  readonly outcome?: ExecutionOutcome | undefined;
}

const STATES = { scheduled: true, running: true, failed: true } satisfies Record<WorkListState, true>;
const SORTS = {
  executionTime: true,
  '-executionTime': true,
  taskName: true,
  '-taskName': true,
  taskInstance: true,
  '-taskInstance': true,
  failures: true,
  '-failures': true,
} satisfies Record<ScheduledTaskSort, true>;
const KINDS = { 'process-task': true, 'process-schedule': true, maintenance: true } satisfies Record<
  ExecutionKind,
  true
>;
const OUTCOMES = {
  SUCCEEDED: true,
  FAILED: true,
  TIMED_OUT: true,
  STOPPED: true,
  WORKER_LOST: true,
  RUN: true,
  QUEUED: true,
  SKIPPED: true,
} satisfies Record<ExecutionOutcome, true>;

/** Reads the address of the list; what is not understood is left out. */
export function parseWorkListSearch(search: Record<string, unknown>): WorkListSearch {
  const { state, name, sort, grouped, folded, row } = search;
  return {
    ...parseRowSearch(search),
    ...(isKeyOf(STATES, state) && { state }),
    ...(isText(name) && { name }),
    ...(isKeyOf(SORTS, sort) && { sort }),
    ...(grouped === true && { grouped }),
    ...(Array.isArray(folded) && folded.every(isText) && folded.length > 0 && { folded }),
    ...(isText(row) && row.includes('/') && { row }),
  };
}

/** Reads the address of the history. */
export function parseHistorySearch(search: Record<string, unknown>): HistoryFilter {
  const { name, outcome } = search;
  return {
    ...parseRowSearch(search),
    ...(isKeyOf(KINDS, name) && { name }),
    ...(isKeyOf(OUTCOMES, outcome) && { outcome }),
  };
}

/** Only what decides which rows there are, and in which order. */
export function filterOf({ grouped, folded, row, ...filter }: WorkListSearch): WorkListFilter {
  return filter;
}

/** True when the filter hides anything but what the tabs say. */
export function isNarrowed({ name, search, when, from, to }: WorkListFilter | HistoryFilter): boolean {
  return [name, search, when, from, to].some((value) => value !== undefined);
}

function parseRowSearch(search: Record<string, unknown>): RowSearch {
  // The router reads `?search=123` as a number.
  const text = typeof search.search === 'number' ? String(search.search) : search.search;
  return {
    ...parseTimeRange(search),
    ...(isText(text) && { search: text }),
    ...(search.exact === true && { exact: true as const }),
  };
}

function isKeyOf<Key extends string>(known: Record<Key, true>, value: unknown): value is Key {
  return typeof value === 'string' && Object.hasOwn(known, value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
