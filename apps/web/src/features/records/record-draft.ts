import type { CheckedSchedule } from '../schedules/components/schedule-preview';
import { numberErrors, type ScheduleDraft, type ScheduleValues, toSchedule } from '../schedules/schedule-draft';
import type { ParameterValues } from './parameter-values';

/** What the form's fields hold. */
export interface FormValues extends ScheduleValues {
  id: string;
  type: string;
  values: ParameterValues;
  start: boolean;
}

/** What the form gives: values of the declared types, ready to be sent. */
export interface RecordDraft extends Pick<FormValues, 'id' | 'type' | 'start'>, ScheduleDraft {
  readonly inputData: Record<string, unknown>;
}

/** True when a person has written something that would be lost; to choose a type or a start alone is quickly redone. */
export function isWritten(values: FormValues, initial: FormValues): boolean {
  const text = (of: FormValues): string => JSON.stringify([of.id, toSchedule(of)]);
  if (text(values) !== text(initial)) return true;
  return Object.entries(values.values).some(([name, value]) => value !== (initial.values[name] ?? ''));
}

/** What is known to be wrong with the schedule in the fields; nothing when it is not the one that was checked. */
export function scheduleErrors(values: FormValues, checked: CheckedSchedule | null): CheckedSchedule['errors'] {
  if (values.kind === 'none') return {};
  if (values.schedule.trim() === '') return { schedule: 'Required, or choose “Only when somebody starts it”' };
  const known = checked?.draft === JSON.stringify(toSchedule(values)) ? checked.errors : {};
  return { ...known, ...numberErrors(values) };
}
