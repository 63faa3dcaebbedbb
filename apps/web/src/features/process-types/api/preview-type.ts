import { previewProcessType } from '@app/api-client';
import { queryOptions, skipToken } from '@tanstack/react-query';
import { YAML_BODY } from './yaml-body';

/** Whom the text would reach as the next version of a type; nobody when the type is new (`name` null). */
export function previewQuery(name: string | null, text: string) {
  return queryOptions({
    queryKey: ['process-type-preview', name, text] as const,
    queryFn:
      name === null
        ? skipToken
        : async ({ signal }) =>
            (await previewProcessType({ path: { name }, body: text, signal, throwOnError: true, ...YAML_BODY })).data,
    // Nothing is kept of the texts that a long edit passes through.
    gcTime: 0,
  });
}
