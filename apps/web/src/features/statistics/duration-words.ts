import { formatDuration } from '../../shared/time/format-duration';

/** `1.2 s`; a dash for none. */
export function durationWords(ms: number | null): string {
  return ms === null ? '–' : formatDuration(ms);
}
