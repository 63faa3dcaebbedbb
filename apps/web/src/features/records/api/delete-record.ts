import { deleteProcessRecord } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { recordKey } from './get-record';

/** Deletes a record with all that belongs to it; `onDeleted` is called also when its page is gone by then. */
export function useDeleteRecord(id: string, onDeleted: (message: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await deleteProcessRecord({ path: { id }, throwOnError: true })).data,
    onSuccess: ({ message }) => {
      queries.setQueryData(recordKey(id), null);
      void queries.invalidateQueries({ queryKey: ['records'], refetchType: 'none' });
      onDeleted(message);
    },
  });
}
