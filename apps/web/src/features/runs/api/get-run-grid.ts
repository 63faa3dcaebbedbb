import { getRunGrid } from '@app/api-client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { toPage } from '../../../shared/request/page';

const PAGE_SIZE = 30;

/** A record's runs side by side, newest first, page by page. */
export function runGridQuery(recordId: string) {
  return infiniteQueryOptions({
    queryKey: ['runs', 'grid', recordId] as const,
    queryFn: async ({ pageParam, signal }) => {
      const { data, response } = await getRunGrid({
        path: { id: recordId },
        query: { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
        throwOnError: true,
      });
      return { taskNames: data.taskNames, ...toPage(data.runs, response.headers) };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
