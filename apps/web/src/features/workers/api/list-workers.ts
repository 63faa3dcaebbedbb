import { listWorkers } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/**
 * The workers, newest first, with what each runs. Heartbeats make no events, so the list is read every few seconds
 * while shown.
 */
export const workerListQuery = queryOptions({
  queryKey: ['workers'] as const,
  queryFn: async ({ signal }) => (await listWorkers({ signal, throwOnError: true })).data,
  refetchInterval: 5000,
});
