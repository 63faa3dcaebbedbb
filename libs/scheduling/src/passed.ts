import type { FieldIssue } from '@app/process-core';
import type { Schedule } from './schedule';

/**
 * What keeps a schedule from ever firing once it is set at this moment: its one time, or its end, has passed. For
 * schedules that are set anew, since nobody means such a one; one that is stored has simply come to its end.
 */
export function passedIssues({ timing, endAt }: Schedule, now: Date): readonly FieldIssue[] {
  if (endAt !== null && endAt < now) return [passed('scheduleOptions.endAt', endAt)];
  return timing.kind === 'once' && timing.at < now ? [passed('schedule', timing.at)] : [];
}

function passed(field: string, at: Date): FieldIssue {
  return { field, message: `Has passed, it would never fire: ${at.toISOString()}.` };
}
