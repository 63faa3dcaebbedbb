import { listProcessRuns } from '@app/api-client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { toPage } from '../../../shared/request/page';

const PAGE_SIZE = 50;

/** The runs of a record, newest first, page by page. */
export function runListQuery(recordId: string) {
  return infiniteQueryOptions({
    queryKey: ['runs', 'list', recordId] as const,
    queryFn: async ({ pageParam, signal }) => {
      const { data, response } = await listProcessRuns({
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
