import { backfillSchedule } from '@app/api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { afterScheduleChange } from './change-schedule';
import { recordFiresKey } from './record-fires';

/** First and last moment, both included, as ISO 8601 in UTC. */
export interface BackfillRange {
  readonly from: string;
  readonly to: string;
}

/** What a backfill of a range would do. */
export function backfillPlanQuery(recordId: string, range: BackfillRange) {
  return queryOptions({
    queryKey: [...recordFiresKey(recordId), 'backfill', range] as const,
    queryFn: async ({ signal }) =>
      (await backfillSchedule({ path: { id: recordId }, body: { ...range, dryRun: true }, signal, throwOnError: true }))
        .data,
  });
}

/** Queues a run for each fire of a range that has none. */
export function useBackfill(recordId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (range: BackfillRange) =>
      (await backfillSchedule({ path: { id: recordId }, body: range, throwOnError: true })).data,
    onSettled: () => afterScheduleChange(queries, recordId),
  });
}
