import { getStatistics, type StatisticsWindow } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';
import { ownTimeZone } from '../../../shared/time/own-time-zone';

export const DEFAULT_WINDOW: StatisticsWindow = '24h';

/** Counts by status, what runs and waits now, and what ended within the window. */
export function statisticsQuery(window: StatisticsWindow = DEFAULT_WINDOW) {
  return queryOptions({
    queryKey: ['statistics', window] as const,
    queryFn: async ({ signal }) =>
      (await getStatistics({ query: { window, timeZone: ownTimeZone() }, signal, throwOnError: true })).data,
    // The title shows failures also while the page is in the background.
    refetchInterval: 30_000,
    refetchIntervalInBackground: true,
    placeholderData: (previous) => previous,
  });
}
