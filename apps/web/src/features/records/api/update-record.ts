import { type UpdateProcessRecord, updateProcessRecord } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { afterRecordChange } from './after-record-change';

/** Changes input, schedule or type of a record; a run that is under way keeps what it began with. */
export function useUpdateRecord(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: UpdateProcessRecord) =>
      (await updateProcessRecord({ path: { id }, body, throwOnError: true })).data,
    onSuccess: () => afterRecordChange(queries, id),
  });
}
