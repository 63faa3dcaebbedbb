import { listSignInsOfUser, revokeSignInsOfUser } from '@app/api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

/** The sign-ins of a user that hold. */
export function userSignInsQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'sign-ins', id] as const,
    queryFn: async ({ signal }) => (await listSignInsOfUser({ path: { id }, signal, throwOnError: true })).data,
  });
}

/** Ends all sign-ins of a user. */
export function useEndSignInsOf(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await revokeSignInsOfUser({ path: { id }, throwOnError: true })).data,
    onSettled: () => queries.invalidateQueries({ queryKey: userSignInsQuery(id).queryKey }),
  });
}
