import { listAttention } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { digestKey } from './list-matrix';

/** A retry or a long wait begins without an event. */
const REFRESH_MS = 15_000;

/** What somebody should look at: what does not get on, and what failed last. */
export function attentionQuery(limit: number) {
  return queryOptions({
    queryKey: [...digestKey, 'attention', limit] as const,
    queryFn: async ({ signal }) => (await listAttention({ query: { limit }, signal, throwOnError: true })).data,
    refetchInterval: REFRESH_MS,
  });
}
