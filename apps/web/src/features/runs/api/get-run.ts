import { getProcessRun } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { activeRunInterval } from '../../../shared/request/active-run-interval';

/** A run with its tasks and their attempts. */
export function runQuery(recordId: string, runId: string) {
  return queryOptions({
    queryKey: ['runs', 'detail', recordId, runId] as const,
    queryFn: async ({ signal }) =>
      (await getProcessRun({ path: { runId }, query: { output: false }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => activeRunInterval(state.data?.status, state.data?.waiting),
  });
}
