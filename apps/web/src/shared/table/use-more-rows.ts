import { useMemo } from 'react';
import type { MoreRows } from './virtual-table';

/** What a table needs of an infinite query to read on. */
interface PagedList {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: unknown;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** The rest of a paged list, as a table wants it. */
export function useMoreRows(list: PagedList): MoreRows {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = list;
  return useMemo(
    () => ({
      load: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
      isLoading: isFetchingNextPage,
      error: isFetchNextPageError ? error : null,
    }),
    [hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage],
  );
}
