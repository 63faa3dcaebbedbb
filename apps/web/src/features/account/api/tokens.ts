import { type CreateApiToken, createApiToken, listApiTokens, revokeApiToken } from '@app/api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

const tokensKey = ['tokens'] as const;

/** The tokens of a user; the own ones without `userId`. */
export function tokensQuery(userId?: string) {
  return queryOptions({
    queryKey: [...tokensKey, userId ?? 'own'] as const,
    queryFn: async ({ signal }) =>
      (await listApiTokens({ query: userId === undefined ? {} : { userId }, signal, throwOnError: true })).data,
  });
}

/** Makes a token of one's own; its secret is in the answer only. */
export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: CreateApiToken) => (await createApiToken({ body, throwOnError: true })).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensKey }),
    // The secret is not kept longer than it is shown.
    gcTime: 0,
  });
}

/** Ends a token. */
export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => (await revokeApiToken({ path: { id }, throwOnError: true })).data,
    onSettled: () => queries.invalidateQueries({ queryKey: tokensKey }),
  });
}
