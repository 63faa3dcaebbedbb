import { getProcessTypeUsage, listProcessTypeUsage } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { typesKey } from './type-keys';

/** Who uses each type. */
export const usageListQuery = queryOptions({
  queryKey: [...typesKey, 'usage'] as const,
  queryFn: async ({ signal }) => (await listProcessTypeUsage({ signal, throwOnError: true })).data,
});

/** Who uses one type. */
export function usageQuery(name: string) {
  return queryOptions({
    queryKey: [...typesKey, 'usage', name] as const,
    queryFn: async ({ signal }) => (await getProcessTypeUsage({ path: { name }, signal, throwOnError: true })).data,
  });
}
