import { listProcessRecords, type ProcessRecord } from '@app/api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Page, toPage } from '../../../shared/request/page';
import { serverNow } from '../../../shared/time/clock';
import { type RecordFilter, toListQuery } from './record-filter';

const PAGE_SIZE = 100;

/** One page of records. */
export async function fetchRecordsPage(
  filter: RecordFilter,
  cursor: string | null,
  signal?: AbortSignal,
  limit = PAGE_SIZE,
): Promise<Page<ProcessRecord>> {
  const { data, response } = await listProcessRecords({
    query: { ...toListQuery(filter, serverNow()), limit, ...(cursor !== null && { cursor }) },
    throwOnError: true,
    ...(signal && { signal }),
  });
  return toPage(data, response.headers);
}

export const recordListsKey = ['records', 'list'] as const;

/** All records of a filter, page by page. */
export function recordListQuery(filter: RecordFilter) {
  return infiniteQueryOptions({
    queryKey: [...recordListsKey, filter] as const,
    queryFn: ({ pageParam, signal }) => fetchRecordsPage(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** The rows that keep their places while some are selected; live events change them as those of any list. */
export const heldRecordsKey = ['records', 'held'] as const;

const FIRES_REFRESH_MS = 30_000;

/** The few records that fire next. Time alone moves them on, so they are read again now and then. */
export function nextFiresQuery(limit: number) {
  const filter: RecordFilter = { scheduleState: 'scheduled', sort: 'nextFireAt' };
  return queryOptions({
    queryKey: ['records', 'digest', 'next-fires', limit] as const,
    queryFn: ({ signal }) => fetchRecordsPage(filter, null, signal, limit),
    refetchInterval: FIRES_REFRESH_MS,
  });
}
