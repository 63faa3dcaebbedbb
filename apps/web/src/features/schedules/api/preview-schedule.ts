import { previewSchedule } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

const FIRES = 5;

/** The next fires of a schedule that need not be stored; fails naming the field when it cannot be used. */
export function schedulePreviewQuery(schedule: string, timeZone: string) {
  return queryOptions({
    queryKey: ['schedules', 'preview', schedule, timeZone] as const,
    queryFn: async ({ signal }) =>
      (await previewSchedule({ query: { schedule, timeZone, count: FIRES }, signal, throwOnError: true })).data,
  });
}
