import { getProcessTypeSchema } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { typesKey } from './type-keys';

/** The JSON schema of a definition; it changes with the server only. */
export const schemaQuery = queryOptions({
  queryKey: [...typesKey, 'schema'] as const,
  queryFn: async ({ signal }) => (await getProcessTypeSchema({ signal, throwOnError: true })).data,
  staleTime: Number.POSITIVE_INFINITY,
});
