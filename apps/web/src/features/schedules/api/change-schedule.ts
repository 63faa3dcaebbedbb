import { pauseSchedule, resumeSchedule, withdrawBackfill } from '@app/api-client';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { recordFiresKey } from './record-fires';

/** Reads again what a change of a record's schedule touches; lists follow by the live events. */
export async function afterScheduleChange(queries: QueryClient, recordId: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['records', 'detail', recordId] }),
    queries.invalidateQueries({ queryKey: recordFiresKey(recordId) }),
  ]);
}

/** Pauses the schedule of a record, or resumes it. */
export function useSetSchedulePaused(recordId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (paused: boolean) => {
      const options = { path: { id: recordId }, throwOnError: true } as const;
      return (await (paused ? pauseSchedule(options) : resumeSchedule(options))).data;
    },
    onSettled: () => afterScheduleChange(queries, recordId),
  });
}

/** Takes back the fires of backfills that have not begun. */
export function useWithdrawBackfill(recordId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await withdrawBackfill({ path: { id: recordId }, throwOnError: true })).data,
    onSettled: () => afterScheduleChange(queries, recordId),
  });
}
