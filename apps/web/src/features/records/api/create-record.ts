import { type CreateProcessRecord, createProcessRecord } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { afterRecordChange } from './after-record-change';

/** Creates a record, and starts it when asked to. */
export function useCreateRecord() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: CreateProcessRecord) => (await createProcessRecord({ body, throwOnError: true })).data,
    onSuccess: ({ processRecord }) => afterRecordChange(queries, processRecord.id),
  });
}
