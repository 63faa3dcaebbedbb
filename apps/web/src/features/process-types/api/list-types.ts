import { listProcessTypes } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** All process types, their task names, and the definition files that are broken. */
export const typeListQuery = queryOptions({
  queryKey: ['process-types', 'list'] as const,
  queryFn: async ({ signal }) => (await listProcessTypes({ signal, throwOnError: true })).data,
  staleTime: 30_000,
});
