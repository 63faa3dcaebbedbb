import {
  NEXT_FIRES,
  recordNextFiresQuery,
  recordPastFiresQuery,
  recordWaitingFiresQuery,
} from '../features/schedules/api/record-fires';
import { scheduleSwitchQuery } from '../features/schedules/api/schedule-switch';
import { queryClient } from './query-client';

/** Begins to read what a record's page shows of its schedule, before it is known whether it has one. */
export function prefetchSchedule(recordId: string): void {
  void queryClient.prefetchQuery(recordNextFiresQuery(recordId, NEXT_FIRES));
  void queryClient.prefetchQuery(recordWaitingFiresQuery(recordId));
  void queryClient.prefetchInfiniteQuery(recordPastFiresQuery(recordId));
  void queryClient.prefetchQuery(scheduleSwitchQuery);
}
