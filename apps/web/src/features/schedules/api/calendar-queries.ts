import {
  getScheduleCalendar,
  getScheduleLoad,
  getScheduleSwitch,
  getScheduleTotals,
  listAllScheduleFires,
  listComingSchedules,
  listScheduleTimeline,
} from '@app/api-client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { toPage } from '../../../shared/request/page';
import type { SchedulesFilter } from './calendar-search';

/** Of everything that changes when schedules fire. */
export const schedulesKey = ['schedules'] as const;
/** Skipped fires make no events, and time alone turns what comes into what was. */
const REFRESH_MS = 20_000;

/** A day or a week on the clock of a zone. */
export interface SchedulesWindow {
  readonly day: string;
  readonly days: 1 | 7;
  readonly timeZone: string;
}

const kept = { refetchInterval: REFRESH_MS, placeholderData: keepPreviousData } as const;

export function calendarQuery(filter: SchedulesFilter, window: SchedulesWindow) {
  return queryOptions({
    queryKey: [...schedulesKey, 'calendar', filter, window] as const,
    queryFn: async ({ signal }) =>
      (await getScheduleCalendar({ query: { ...filter, ...window }, signal, throwOnError: true })).data,
    ...kept,
  });
}

export function loadQuery(filter: SchedulesFilter, window: SchedulesWindow, threshold: number | undefined) {
  const query = { ...filter, ...window, ...(threshold !== undefined && { threshold }), limit: 20 };
  return queryOptions({
    queryKey: [...schedulesKey, 'load', query] as const,
    queryFn: async ({ signal }) => (await getScheduleLoad({ query, signal, throwOnError: true })).data,
    ...kept,
  });
}

/** Records with their fires of a window, page by page. */
export function timelineQuery(filter: SchedulesFilter, window: SchedulesWindow, sort: 'id' | 'nextFireAt', limit = 25) {
  const query = { ...filter, ...window, sort, limit };
  return infiniteQueryOptions({
    queryKey: [...schedulesKey, 'timeline', query] as const,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const { data, response } = await listScheduleTimeline({
        query: { ...query, ...cursor },
        signal,
        throwOnError: true,
      });
      return toPage(data, response.headers);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    ...kept,
  });
}

/** Which schedules fire in the rest of a stretch. */
export function comingQuery(filter: SchedulesFilter, from: string, to: string) {
  return queryOptions({
    queryKey: [...schedulesKey, 'coming', filter, from, to] as const,
    queryFn: async ({ signal }) =>
      (await listComingSchedules({ query: { ...filter, from, to }, signal, throwOnError: true })).data,
    refetchInterval: REFRESH_MS,
  });
}

/** What became of the fires of a stretch, the latest first. */
export function slotFiresQuery(filter: SchedulesFilter & { readonly recordId?: string }, from: string, to: string) {
  const { paused: _, failing: __, ...fires } = filter;
  return infiniteQueryOptions({
    queryKey: [...schedulesKey, 'fires', fires, from, to] as const,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const query = { ...fires, from, to, limit: 50, ...cursor };
      const { data, response } = await listAllScheduleFires({ query, signal, throwOnError: true });
      return toPage(data, response.headers);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}

export const scheduleTotalsQuery = queryOptions({
  queryKey: [...schedulesKey, 'totals'] as const,
  queryFn: async ({ signal }) => (await getScheduleTotals({ signal, throwOnError: true })).data,
  refetchInterval: REFRESH_MS,
});

/** Whether all schedules are paused. */
export const scheduleSwitchQuery = queryOptions({
  queryKey: [...schedulesKey, 'switch'] as const,
  queryFn: async ({ signal }) => (await getScheduleSwitch({ signal, throwOnError: true })).data,
  refetchInterval: REFRESH_MS,
});
