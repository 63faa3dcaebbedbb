import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { FormValues } from '../record-draft';
import { SchedulePreview } from './schedule-preview';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Cron expression and the zone in which it is read. */
export function ScheduleFields({ form }: { form: UseFormReturnType<FormValues> }) {
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
          <SchedulePreview form={form} />
        </>
      )}
    </>
  );
}
