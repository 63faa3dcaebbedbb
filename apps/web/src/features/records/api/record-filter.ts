import type { ListProcessRecordsData, ProcessRecordSort, RunStatus, ScheduleState } from '@app/api-client';

/** When the latest run ended: since midnight here, or within seven days. */
export type EndedWithin = 'today' | '7d';

/** Which records a list shows; what is absent does not restrict. It lives in the URL. */
export interface RecordFilter {
  readonly status?: RunStatus | undefined;
  readonly type?: string | undefined;
  readonly search?: string | undefined;
  readonly scheduleState?: ScheduleState | undefined;
  readonly ended?: EndedWithin | undefined;
  readonly sort?: ProcessRecordSort | undefined;
}

const STATUSES = {
  PENDING: true,
  IN_PROGRESS: true,
  COMPLETED: true,
  FAILED: true,
  STOPPED: true,
} satisfies Record<RunStatus, true>;

const SCHEDULE_STATES = {
  scheduled: true,
  paused: true,
  error: true,
  none: true,
} satisfies Record<ScheduleState, true>;

const ENDED = { today: true, '7d': true } satisfies Record<EndedWithin, true>;

const SORTS = {
  createdAt: true,
  '-createdAt': true,
  updatedAt: true,
  '-updatedAt': true,
  id: true,
  '-id': true,
  status: true,
  '-status': true,
  type: true,
  '-type': true,
  nextFireAt: true,
} satisfies Record<ProcessRecordSort, true>;

const WEEK_MS = 7 * 86_400_000;

/** Reads a filter from the URL; what is not understood is left out. */
export function parseRecordFilter(search: Record<string, unknown>): RecordFilter {
  return {
    ...(isKeyOf(STATUSES, search.status) && { status: search.status }),
    ...(isText(search.type) && { type: String(search.type) }),
    ...(isText(search.search) && { search: String(search.search) }),
    ...scheduleStateOf(search),
    ...(isKeyOf(ENDED, search.ended) && { ended: search.ended }),
    ...(isKeyOf(SORTS, search.sort) && { sort: search.sort }),
  };
}

/** The filter as the server takes it. `now`: milliseconds since the epoch. */
export function toListQuery(
  { ended, ...rest }: RecordFilter,
  now: number,
): NonNullable<ListProcessRecordsData['query']> {
  return { ...rest, ...(ended !== undefined && { endedSince: startOf(ended, now).toISOString() }) };
}

/** True when the filter hides anything. */
export function isFiltered(filter: RecordFilter): boolean {
  return Object.entries(filter).some(([name, value]) => name !== 'sort' && value !== undefined);
}

/** The filter that hides nothing, in the same order. */
export function withoutFilter({ sort }: RecordFilter): RecordFilter {
  return sort === undefined ? {} : { sort };
}

/** True when both show the same rows in the same order. */
export function isSameFilter(a: RecordFilter, b: RecordFilter): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(filter: RecordFilter): [string, unknown][] {
  return Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

// Addresses and views that were kept before there were more states said `scheduled=true`.
function scheduleStateOf({ scheduleState, scheduled }: Record<string, unknown>): Pick<RecordFilter, 'scheduleState'> {
  if (isKeyOf(SCHEDULE_STATES, scheduleState)) return { scheduleState };
  return typeof scheduled === 'boolean' ? { scheduleState: scheduled ? 'scheduled' : 'none' } : {};
}

function startOf(ended: EndedWithin, now: number): Date {
  switch (ended) {
    case 'today':
      return new Date(new Date(now).setHours(0, 0, 0, 0));
    case '7d':
      return new Date(now - WEEK_MS);
    default: {
      const unknown: never = ended;
      throw new TypeError(`unknown span ${String(unknown)}`);
    }
  }
}

function isKeyOf<Key extends string>(known: Record<Key, true>, value: unknown): value is Key {
  return typeof value === 'string' && Object.hasOwn(known, value);
}

// The router reads `?search=123` as a number.
function isText(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}
