import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { FormValues, ScheduleProblems } from '../record-draft';
import { SchedulePreview } from './schedule-preview';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

interface ScheduleFieldsProps {
  form: UseFormReturnType<FormValues>;
  onChecked: (problems: ScheduleProblems) => void;
}

/** Cron expression and the zone in which it is read. */
export function ScheduleFields({ form, onChecked }: ScheduleFieldsProps) {
  return (
    <>
      <TextInput
        label="Cron"
        description="Minute, hour, day, month, weekday: 0 3 * * * is every day at 03:00. Empty: only when started."
        placeholder="0 3 * * *"
        autoComplete="off"
        {...form.getInputProps('schedule')}
      />
      {form.values.schedule.trim() !== '' && (
        <>
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
          <SchedulePreview form={form} onChecked={onChecked} />
        </>
      )}
    </>
  );
}
