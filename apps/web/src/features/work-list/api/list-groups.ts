import { listScheduledTaskGroups } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** The rows counted by name and state, and what the installation allows. */
export const workGroupsQuery = queryOptions({
  queryKey: ['work-list', 'groups'] as const,
  queryFn: async ({ signal }) => (await listScheduledTaskGroups({ signal, throwOnError: true })).data,
  refetchInterval: 5_000,
});
