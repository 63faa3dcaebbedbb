import type { ThroughputBucket } from '@app/api-client';

/** The share of runs that failed, of those that completed or failed, from 0 to 1; null when none did either. */
export function failureRate({ completed, failed }: Pick<ThroughputBucket, 'completed' | 'failed'>): number | null {
  const ended = completed + failed;
  return ended === 0 ? null : failed / ended;
}

/** `0 %`, `0.4 %`, `12 %`; a dash for none. */
export function rateWords(rate: number | null): string {
  if (rate === null) return '–';
  const percent = rate * 100;
  return `${percent > 0 && percent < 1 ? Math.max(0.1, percent).toFixed(1) : Math.round(percent)} %`;
}
