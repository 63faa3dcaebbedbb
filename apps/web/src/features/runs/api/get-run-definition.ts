import { getRunDefinition } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** What a run was made of; it never changes but for the number of the newest version. */
export function runDefinitionQuery(recordId: string, runId: string) {
  return queryOptions({
    queryKey: ['run-definitions', recordId, runId] as const,
    queryFn: async ({ signal }) => (await getRunDefinition({ path: { runId }, signal, throwOnError: true })).data,
    staleTime: 60_000,
  });
}
