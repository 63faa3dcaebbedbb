import type { FieldProblem, ProcessType } from '@app/api-client';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { LeaveGuard } from '../../../shared/feedback/leave-guard';
import { RequestError } from '../../../shared/request/request-error';
import { initialValues, problemOf, toInputData } from '../parameter-values';
import { ScheduleFields } from '../../schedules/components/schedule-fields';
import type { CheckedSchedule } from '../../schedules/components/schedule-preview';
import { toSchedule } from '../../schedules/schedule-draft';
import { type FormValues, isWritten, type RecordDraft, scheduleErrors } from '../record-draft';
import { ParameterField } from './parameter-field';
import styles from './record-form.module.css';

interface RecordFormProps {
  types: readonly ProcessType[];
  initial: FormValues;
  /** A new record also has an id, and can be started at once. */
  isNew: boolean;
  isPending: boolean;
  error: unknown;
  onSubmit: (draft: RecordDraft) => void;
  cancel: ReactNode;
}

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Creates or changes a record; the fields of its input come from the parameters of its type. */
export function RecordForm({ types, initial, isNew, isPending, error, onSubmit, cancel }: RecordFormProps) {
  const checked = useRef<CheckedSchedule>(null);
  const form = useForm<FormValues>({
    initialValues: initial,
    validate: (values) => ({ ...validate(values, types), ...scheduleErrors(values, checked.current) }),
  });
  const onChecked = useCallback((found: CheckedSchedule) => {
    checked.current = found;
  }, []);
  const type = types.find(({ name }) => name === form.values.type);
  const { errors, setErrors } = form;
  const element = useRef<HTMLFormElement>(null);
  const refused = useRef(false);
  useEffect(() => {
    if (!(error instanceof RequestError) || error.fields.length === 0) return;
    refused.current = true;
    setErrors(fieldErrors(error));
  }, [error, setErrors]);
  // Only after a refusal: errors also change while one types, and that must not move the cursor.
  useEffect(() => {
    if (!refused.current || Object.keys(errors).length === 0) return;
    refused.current = false;
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const submit = form.onSubmit(
    ({ values, id, type: name, start, ...schedule }) => {
      const inputData = toInputData(type?.parameters ?? [], values);
      onSubmit({ id: id.trim(), type: name, start, inputData, ...toSchedule(schedule) });
    },
    () => {
      refused.current = true;
    },
  );
  const chooseType = (name: string) => {
    const chosen = types.find((one) => one.name === name);
    form.setValues({ type: name, values: initialValues(chosen?.parameters ?? [], form.values.values) });
    form.clearErrors();
  };
  return (
    <form ref={element} onSubmit={submit} className={styles.form} noValidate>
      <LeaveGuard mayLeave={() => !isWritten(form.values, initial)} />
      <NativeSelect
        label="Type"
        description={type?.description}
        data={types.map(({ name, taskCount }) => ({
          value: name,
          label: `${name} (${taskCount} ${taskCount === 1 ? 'task' : 'tasks'})`,
        }))}
        {...form.getInputProps('type')}
        onChange={(event) => chooseType(event.currentTarget.value)}
      />
      {isNew && (
        <TextInput
          label="Id"
          description="Letters, digits, dots, underscores and hyphens. Made from the type’s name when left empty."
          placeholder="nightly-backup"
          autoComplete="off"
          {...form.getInputProps('id')}
        />
      )}
      <fieldset className={styles.group}>
        <legend>Input</legend>
        {type?.parameters.length === 0 && <p className="soft">This type takes no input.</p>}
        {type?.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={form.values.values[parameter.name] ?? ''}
            error={errors[`values.${parameter.name}`] as string | undefined}
            onChange={(value) => form.setFieldValue(`values.${parameter.name}`, value)}
          />
        ))}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>Schedule</legend>
        <ScheduleFields form={form} onChecked={onChecked} />
      </fieldset>
      {isNew && <Checkbox label="Start now" {...form.getInputProps('start', { type: 'checkbox' })} />}
      {error !== null && error !== undefined && (
        <ErrorNotice error={error}>
          <ErrorList problems={problemsWithoutField(error, form.values, isNew)} />
        </ErrorNotice>
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending}>
          {isNew ? (form.values.start ? 'Create and start' : 'Create') : 'Save'}
        </Button>
        {cancel}
      </div>
    </form>
  );
}

function validate(values: FormValues, types: readonly ProcessType[]): Record<string, string> {
  const errors: Record<string, string> = {};
  const id = values.id.trim();
  if (id !== '' && !ID_PATTERN.test(id))
    errors.id = 'Up to 128 letters, digits, dots, underscores or hyphens, starting with a letter or digit';
  for (const parameter of types.find(({ name }) => name === values.type)?.parameters ?? []) {
    const problem = problemOf(parameter, values.values[parameter.name] ?? '');
    if (problem !== null) errors[`values.${parameter.name}`] = problem;
  }
  return errors;
}

// The server names fields as in the request: `inputData.region` is the form's `values.region`.
const toFormField = (field: string): string =>
  field.replace(/^inputData\./, 'values.').replace(/^scheduleOptions\./, 'options.');

function fieldErrors(error: RequestError): Record<string, string> {
  return Object.fromEntries(error.fields.map(({ field, message }) => [toFormField(field), message]));
}

/** What the server found wrong where the form has no field: input as a whole, or parameters that are no more. */
function problemsWithoutField(error: unknown, { values }: FormValues, isNew: boolean): readonly FieldProblem[] {
  if (!(error instanceof RequestError)) return [];
  const fields = ['type', 'schedule', 'timeZone', ...(isNew ? ['id'] : [])];
  const shown = new Set([...fields, ...Object.keys(values).map((name) => `values.${name}`)]);
  return error.fields.filter(({ field }) => !shown.has(toFormField(field)) && !field.startsWith('scheduleOptions.'));
}

function ErrorList({ problems }: { problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {problems.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          <span className="mono">{field}</span> {message}
        </li>
      ))}
    </ul>
  );
}
