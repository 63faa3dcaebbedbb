import type { ParameterValues } from './parameter-values';

/** What the form's fields hold. */
export interface FormValues {
  id: string;
  type: string;
  values: ParameterValues;
  schedule: string;
  timeZone: string;
  start: boolean;
}

/** What the form gives: values of the declared types, ready to be sent. */
export interface RecordDraft extends Omit<FormValues, 'values'> {
  readonly inputData: Record<string, unknown>;
}

/** True when a person has written something that would be lost; to choose a type or a start alone is quickly redone. */
export function isWritten(values: FormValues, initial: FormValues): boolean {
  const text = (of: FormValues): string[] => [of.id, of.schedule, of.schedule === '' ? '' : of.timeZone];
  const [now, before] = [text(values), text(initial)];
  if (now.some((value, index) => value !== before[index])) return true;
  return Object.entries(values.values).some(([name, value]) => value !== (initial.values[name] ?? ''));
}

/** A schedule as the server checked it, and what is wrong with its fields. */
export interface ScheduleProblems extends Pick<FormValues, 'schedule' | 'timeZone'> {
  readonly errors: Readonly<Record<string, string>>;
}

/** What is known to be wrong with the schedule in the fields; nothing when it is not the one that was checked. */
export function scheduleErrors(values: FormValues, checked: ScheduleProblems | null): ScheduleProblems['errors'] {
  const isChecked = checked?.schedule === values.schedule.trim() && checked.timeZone === values.timeZone;
  return isChecked ? checked.errors : {};
}
