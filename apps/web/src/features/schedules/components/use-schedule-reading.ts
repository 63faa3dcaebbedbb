import { useQuery } from '@tanstack/react-query';
import { splitSchedule } from '../schedule-draft';
import { plainReading } from '../schedule-words';

async function readCron(expression: string): Promise<string | null> {
  const { default: cronstrue } = await import('cronstrue');
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: true });
  } catch {
    // What the server takes and this does not read still shows its fires.
    return null;
  }
}

/** A schedule in plain language; null when it cannot be said. The words for cron are loaded when they are needed. */
export function useScheduleReading(schedule: string, timeZone: string): string | null {
  const { data } = useQuery({
    queryKey: ['schedules', 'reading', schedule] as const,
    queryFn: () => readCron(schedule),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: splitSchedule(schedule).kind === 'cron',
  });
  return plainReading(schedule, timeZone) ?? data ?? null;
}
