import { deleteSecret, listSecrets, updateSecret } from '@app/api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

/** The named secrets, without values. */
export const secretListQuery = queryOptions({
  queryKey: ['secrets'] as const,
  queryFn: async ({ signal }) => (await listSecrets({ signal, throwOnError: true })).data,
});

/** Makes a secret, or gives it another value. */
export function usePutSecret() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, value }: { name: string; value: string }) =>
      (await updateSecret({ path: { name }, body: { value }, throwOnError: true })).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: secretListQuery.queryKey }),
    // The value is not kept longer than it is sent.
    gcTime: 0,
  });
}

/** Deletes a secret that no process type uses. */
export function useDeleteSecret() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (name: string) => (await deleteSecret({ path: { name }, throwOnError: true })).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: secretListQuery.queryKey }),
  });
}
