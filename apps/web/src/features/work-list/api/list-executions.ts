import { type Execution, listExecutions } from '@app/api-client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Page, toPage } from '../../../shared/request/page';
import { serverNow } from '../../../shared/time/clock';
import { endsOf } from '../../../shared/time/time-range';
import type { HistoryFilter } from './work-list-filter';

const PAGE_SIZE = 100;

export const executionsKey = ['work-list', 'history'] as const;

/** What an execution is known by. */
export function executionKey({ taskName, taskInstance, attempt, fireAt, startedAt }: Execution): string {
  return `${taskName}/${taskInstance}/${attempt ?? fireAt ?? startedAt}`;
}

/** One page of what was done, the latest first. */
export async function fetchExecutionsPage(
  { name, when, from, to, ...filter }: HistoryFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<Execution>> {
  const { data, response } = await listExecutions({
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

/** The history of a filter, page by page. A page may have no rows and a next one all the same. */
export function executionsQuery(filter: HistoryFilter) {
  return infiniteQueryOptions({
    queryKey: [...executionsKey, filter] as const,
    queryFn: ({ pageParam, signal }) => fetchExecutionsPage(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
