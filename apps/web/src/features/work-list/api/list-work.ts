import { listScheduledTasks, type ScheduledTask } from '@app/api-client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Page, toPage } from '../../../shared/request/page';
import { serverNow } from '../../../shared/time/clock';
import { endsOf } from '../../../shared/time/time-range';
import type { WorkListFilter } from './work-list-filter';

const PAGE_SIZE = 100;
/** Steps make events; jobs and schedules only come and go with time. */
const REFRESH_MS = 5_000;

export const workRowsKey = ['work-list', 'rows'] as const;

/** `<name>/<instance>`: what a row is known by. */
export function workRowKey({ taskName, taskInstance }: Pick<ScheduledTask, 'taskName' | 'taskInstance'>): string {
  return `${taskName}/${taskInstance}`;
}

/** One page of the work list. */
export async function fetchWorkPage(
  { name, when, from, to, ...filter }: WorkListFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<ScheduledTask>> {
  const { data, response } = await listScheduledTasks({
    query: {
      ...filter,
      ...endsOf({ when, from, to }, serverNow()),
      ...(name !== undefined && { taskName: name }),
      limit: PAGE_SIZE,
      ...(cursor !== null && { cursor }),
    },
    throwOnError: true,
    ...(signal && { signal }),
  });
  return toPage(data, response.headers);
}

/** The rows of a filter, page by page. */
export function workListQuery(filter: WorkListFilter) {
  return infiniteQueryOptions({
    queryKey: [...workRowsKey, filter] as const,
    queryFn: ({ pageParam, signal }) => fetchWorkPage(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Of a list that was read far, only events read again what they touch.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= 2 ? REFRESH_MS : false),
  });
}
