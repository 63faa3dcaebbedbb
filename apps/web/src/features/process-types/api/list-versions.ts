import { listProcessTypeVersions } from '@app/api-client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { toPage } from '../../../shared/request/page';
import { typesKey } from './type-keys';

const PAGE_SIZE = 20;

/** The versions of a type, newest first, page by page. */
export function versionListQuery(name: string) {
  return infiniteQueryOptions({
    queryKey: [...typesKey, 'versions', name] as const,
    queryFn: async ({ pageParam, signal }) => {
      const { data, response } = await listProcessTypeVersions({
        path: { name },
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
