import { getProcessType } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** One process type with its parameters and tasks. */
export function typeQuery(name: string) {
  return queryOptions({
    queryKey: ['process-types', 'detail', name] as const,
    queryFn: async ({ signal }) => (await getProcessType({ path: { name }, signal, throwOnError: true })).data,
  });
}
