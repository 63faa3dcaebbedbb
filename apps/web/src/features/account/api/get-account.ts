import { getAccount } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** Who is signed in, and what they may do. The server decides about each request all the same. */
export const accountQuery = queryOptions({
  queryKey: ['account'] as const,
  queryFn: async ({ signal }) => (await getAccount({ signal, throwOnError: true })).data,
  staleTime: 60_000,
  // The role may have been changed since.
  refetchOnWindowFocus: true,
});
