import { getProcessTypeVersion } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { typesKey } from './type-keys';

/** One version of a type with its definition and its YAML. */
export function versionQuery(name: string, version: number | 'current') {
  return queryOptions({
    queryKey: [...typesKey, 'version', name, version] as const,
    queryFn: async ({ signal }) => {
      const path = { name, version: String(version) };
      return (await getProcessTypeVersion({ path, signal, throwOnError: true })).data;
    },
  });
}
