import { getProcess, type ProcessDetail } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { activeRunInterval } from '../../../shared/request/active-run-interval';

export function recordKey(id: string) {
  return ['records', 'detail', id] as const;
}

/** A record with the tasks of its latest run; null once it is known to be deleted. */
export function recordQuery(id: string) {
  return queryOptions({
    queryKey: recordKey(id),
    queryFn: async ({ signal }): Promise<ProcessDetail | null> =>
      (await getProcess({ path: { processId: id }, query: { output: false }, signal, throwOnError: true })).data,
    refetchInterval: ({ state }) => activeRunInterval(state.data?.process.currentStatus, state.data?.process.waiting),
  });
}
