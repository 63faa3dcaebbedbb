import { getScheduleSwitch } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** Whether all schedules are paused, since when and by whom. */
export const scheduleSwitchQuery = queryOptions({
  queryKey: ['schedules', 'switch'] as const,
  queryFn: async ({ signal }) => (await getScheduleSwitch({ signal, throwOnError: true })).data,
});
