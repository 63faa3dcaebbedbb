import type { ProcessRecordSort, RunStatus } from '@app/api-client';

/** Which records a list shows; what is absent does not restrict. It lives in the URL. */
export interface RecordFilter {
  readonly status?: RunStatus | undefined;
  readonly type?: string | undefined;
  readonly search?: string | undefined;
  readonly sort?: ProcessRecordSort | undefined;
}

const STATUSES = {
  PENDING: true,
  IN_PROGRESS: true,
  COMPLETED: true,
  FAILED: true,
  STOPPED: true,
} satisfies Record<RunStatus, true>;

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

/** Reads a filter from the URL; what is not understood is left out. */
export function parseRecordFilter(search: Record<string, unknown>): RecordFilter {
  return {
    ...(isKeyOf(STATUSES, search.status) && { status: search.status }),
    ...(isText(search.type) && { type: String(search.type) }),
    ...(isText(search.search) && { search: String(search.search) }),
    ...(isKeyOf(SORTS, search.sort) && { sort: search.sort }),
  };
}

/** True when the filter hides anything. */
export function isFiltered(filter: RecordFilter): boolean {
  return filter.status !== undefined || filter.type !== undefined || filter.search !== undefined;
}

function isKeyOf<Key extends string>(known: Record<Key, true>, value: unknown): value is Key {
  return typeof value === 'string' && Object.hasOwn(known, value);
}

// The router reads `?search=123` as a number.
function isText(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}
