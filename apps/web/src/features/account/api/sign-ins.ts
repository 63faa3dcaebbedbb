import { listOwnSignIns, revokeOwnSignIn } from '@app/api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

/** The own sign-ins that hold, the last seen first. */
export const ownSignInsQuery = queryOptions({
  queryKey: ['account', 'sign-ins'] as const,
  queryFn: async ({ signal }) => (await listOwnSignIns({ signal, throwOnError: true })).data,
});

/** Ends one of the own sign-ins. */
export function useEndOwnSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => (await revokeOwnSignIn({ path: { id }, throwOnError: true })).data,
    onSettled: () => queries.invalidateQueries({ queryKey: ownSignInsQuery.queryKey }),
  });
}
