import { previewSchedule } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import type { ScheduleDraft } from '../schedule-draft';

const FIRES = 5;

/** The next fires of a schedule that need not be stored; fails naming the field when it cannot be used. */
export function schedulePreviewQuery({ schedule, timeZone, scheduleOptions }: ScheduleDraft) {
  return queryOptions({
    queryKey: ['schedules', 'preview', schedule, timeZone, scheduleOptions] as const,
    queryFn: async ({ signal }) => {
      const given = Object.entries(scheduleOptions ?? {}).filter(([, value]) => value !== null);
      const query = {
        schedule: schedule ?? '',
        timeZone: timeZone ?? 'UTC',
        count: FIRES,
        ...Object.fromEntries(given),
      };
      return (await previewSchedule({ query, signal, throwOnError: true })).data;
    },
    enabled: schedule !== null,
  });
}
