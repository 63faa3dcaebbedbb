import { NativeSelect, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useRef } from 'react';
import type { ScheduleKind, ScheduleValues } from '../schedule-draft';
import { ScheduleOptionFields } from './schedule-option-fields';
import { type CheckedSchedule, SchedulePreview } from './schedule-preview';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

const KINDS: readonly { value: ScheduleKind; label: string }[] = [
  { value: 'none', label: 'Only when somebody starts it' },
  { value: 'cron', label: 'By a calendar (cron)' },
  { value: 'delay', label: 'A fixed delay after each run' },
  { value: 'once', label: 'Once, at a time' },
];

const EXPRESSIONS = {
  cron: {
    label: 'Cron',
    description:
      'Minute, hour, day, month, weekday: 0 3 * * * is every day at 03:00. Six fields begin with the second.',
    placeholder: '0 3 * * *',
  },
  delay: {
    label: 'Delay',
    description: 'From the end of the last run: a number with s, m, h or d.',
    placeholder: '90s, 1h 30m, 2d',
  },
  once: {
    label: 'Date and time',
    description: 'On the clock of the time zone, or with Z or an offset.',
    placeholder: '2026-12-24T18:00',
  },
} satisfies Record<Exclude<ScheduleKind, 'none'>, object>;

interface ScheduleFieldsProps<Values extends ScheduleValues> {
  form: UseFormReturnType<Values>;
  onChecked: (checked: CheckedSchedule) => void;
}

/** When a process runs: the kind of its schedule, the expression, its zone and options, and what that means. */
export function ScheduleFields<Values extends ScheduleValues>({ form, onChecked }: ScheduleFieldsProps<Values>) {
  const { kind } = form.values;
  const written = useRef(new Map<ScheduleKind, string>());
  const choose = (next: ScheduleKind) => {
    // What was written for another kind comes back with it.
    written.current.set(kind, form.values.schedule);
    form.setFieldValue('kind', next as never);
    form.setFieldValue('schedule', (written.current.get(next) ?? '') as never);
    form.clearFieldError('schedule');
  };
  return (
    <>
      <NativeSelect
        label="When it runs"
        data={[...KINDS]}
        value={kind}
        onChange={(event) => choose(event.currentTarget.value as ScheduleKind)}
      />
      {kind !== 'none' && (
        <>
          <TextInput key={kind} {...EXPRESSIONS[kind]} autoComplete="off" {...form.getInputProps('schedule')} />
          <Select
            label="Time zone"
            description="Type a city or region to search."
            data={ZONES}
            searchable
            limit={50}
            allowDeselect={false}
            nothingFoundMessage="No such zone"
            {...form.getInputProps('timeZone')}
          />
          <ScheduleOptionFields form={form} kind={kind} />
          <SchedulePreview values={form.values} form={form} onChecked={onChecked} />
        </>
      )}
    </>
  );
}
