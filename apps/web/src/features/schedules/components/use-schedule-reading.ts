import { useQuery } from '@tanstack/react-query';

async function read(expression: string): Promise<string | null> {
  const { default: cronstrue } = await import('cronstrue');
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: true });
  } catch {
    // What the server takes and this does not read still shows its fires.
    return null;
  }
}

/** A cron expression in plain language; null when it cannot be said. The words are loaded when they are needed. */
export function useCronReading(expression: string): string | null {
  const { data } = useQuery({
    queryKey: ['schedules', 'reading', expression] as const,
    queryFn: () => read(expression),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? null;
}
