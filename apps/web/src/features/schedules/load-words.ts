import type { LoadedMinute } from '@app/api-client';

/**
 * What would help a minute with too many fires: jitter, where one schedule without any adds most of them. Null where that
 * is not so. `slots`: how many commands run at once.
 */
export function loadAdvice({ fires, groups }: LoadedMinute, slots: number): string | null {
  const [most] = groups;
  if (most === undefined || most.jitterSeconds > 0 || most.records < 2 || most.fires * 2 < fires) return null;
  const minutes = Math.max(2, Math.ceil(most.fires / Math.max(1, slots)));
  const seconds = Math.min(86_400, minutes * 60);
  return `${most.records.toLocaleString('en')} processes share one schedule: jitter of ${seconds} seconds would spread them over ${Math.round(seconds / 60)} minutes.`;
}
