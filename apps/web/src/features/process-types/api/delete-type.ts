import { deleteProcessType } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { typeListQuery } from './list-types';

/** Deletes a type that no record uses. */
export function useDeleteType(name: string, onDeleted: (message: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await deleteProcessType({ path: { name }, throwOnError: true })).data,
    onSuccess: ({ message }) => {
      void queries.invalidateQueries({ queryKey: typeListQuery.queryKey });
      onDeleted(message);
    },
  });
}
