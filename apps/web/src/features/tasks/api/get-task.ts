import { getTaskDetails } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** All tasks that are read one by one; what they hold belongs to the record in `processRecordId`. */
export const taskDetailsKey = ['tasks', 'detail'] as const;

/** One task with its attempts, its surroundings and what its command is given. */
export function taskQuery(taskId: string) {
  return queryOptions({
    queryKey: [...taskDetailsKey, taskId] as const,
    queryFn: async ({ signal }) =>
      (await getTaskDetails({ path: { taskId }, query: { output: false }, signal, throwOnError: true })).data,
  });
}
