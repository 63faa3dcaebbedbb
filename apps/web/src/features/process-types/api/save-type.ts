import { createProcessType, type ProcessTypeActionResult, updateProcessType } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Replacing } from './check-definition';
import { afterTypeChange } from './type-keys';
import { YAML_BODY } from './yaml-body';

interface TypeToSave {
  readonly yaml: string;
  /** The revision that the text was made from; refused when it is another by now. */
  readonly revision: string | null;
}

/** Saves a definition: a new version of a type, or a new type. */
export function useSaveType(replacing: Replacing) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ yaml, revision }: TypeToSave): Promise<ProcessTypeActionResult> => {
      const options = { body: yaml, throwOnError: true, bodySerializer: YAML_BODY.bodySerializer } as const;
      if (replacing === null) return (await createProcessType({ ...options, headers: YAML_BODY.headers })).data;
      const headers = { ...YAML_BODY.headers, ...(revision !== null && { 'If-Match': `"${revision}"` }) };
      return (await updateProcessType({ ...options, path: { name: replacing }, headers })).data;
    },
    onSuccess: () => afterTypeChange(queries),
  });
}
