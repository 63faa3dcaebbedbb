import { deleteProcessRecord } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { recordKey } from './get-record';

/** Deletes a record with all that belongs to it. */
export function useDeleteRecord(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await deleteProcessRecord({ path: { id }, throwOnError: true })).data,
    onSuccess: () => {
      queries.removeQueries({ queryKey: recordKey(id) });
      return queries.invalidateQueries({ queryKey: ['records'], refetchType: 'none' });
    },
  });
}
