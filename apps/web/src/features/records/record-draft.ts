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
