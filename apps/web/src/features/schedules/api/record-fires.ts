import { listNextFires, listScheduleFires } from '@app/api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { toPage } from '../../../shared/request/page';

/** How many of the next fires are shown at first. */
export const NEXT_FIRES = 5;
const PAGE_SIZE = 20;
const MOST_WAITING = 100;

/** All that is read of a record's fires. */
export function recordFiresKey(recordId: string) {
  return ['schedules', 'record', recordId] as const;
}

/** The next fires of a record, soonest first. */
export function recordNextFiresQuery(recordId: string, count: number) {
  return queryOptions({
    queryKey: [...recordFiresKey(recordId), 'next', count] as const,
    queryFn: async ({ signal }) =>
      (await listNextFires({ path: { id: recordId }, query: { count }, signal, throwOnError: true })).data,
  });
}

/** What became of the fires of a record, the latest first, page by page. */
export function recordPastFiresQuery(recordId: string) {
  return infiniteQueryOptions({
    queryKey: [...recordFiresKey(recordId), 'past'] as const,
    queryFn: async ({ pageParam, signal }) => {
      const { data, response } = await listScheduleFires({
        path: { id: recordId },
        query: { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
        throwOnError: true,
      });
      return toPage(data, response.headers);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** The fires that wait for the end of a run: how many, and the latest hundred of them. */
export function recordWaitingFiresQuery(recordId: string) {
  return queryOptions({
    queryKey: [...recordFiresKey(recordId), 'waiting'] as const,
    queryFn: async ({ signal }) => {
      const { data, response } = await listScheduleFires({
        path: { id: recordId },
        query: { limit: MOST_WAITING, outcome: 'QUEUED' },
        signal,
        throwOnError: true,
      });
      return toPage(data, response.headers);
    },
  });
}
