import { getScheduledTask, type ScheduledTaskDetail } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { isNotFound } from '../../../shared/request/request-error';

export const workRowKeyPrefix = ['work-list', 'row'] as const;

/** One row; null when it is not in the list any more. */
export function workRowQuery(row: string) {
  const at = row.indexOf('/');
  return queryOptions({
    queryKey: [...workRowKeyPrefix, row] as const,
    queryFn: async ({ signal }): Promise<ScheduledTaskDetail | null> => {
      const path = { taskName: row.slice(0, at), taskInstance: row.slice(at + 1) };
      try {
        return (await getScheduledTask({ path, signal, throwOnError: true })).data;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (state.data === null ? false : 5_000),
  });
}
