import { listScheduledTasks } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** When the task's next attempt is due; null when none is planned or a worker already holds it. */
export function nextAttemptQuery(recordId: string, taskId: string) {
  return queryOptions({
    queryKey: ['runs', 'next-attempt', recordId, taskId] as const,
    queryFn: async ({ signal }) => {
      const { data } = await listScheduledTasks({
        query: { taskName: 'process-task', search: taskId, picked: false, limit: 1 },
        signal,
        throwOnError: true,
      });
      return data[0]?.executionTime ?? null;
    },
  });
}
