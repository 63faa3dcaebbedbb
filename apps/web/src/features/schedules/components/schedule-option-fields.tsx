import { NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { givenOptions, type ScheduleKind, type ScheduleValues } from '../schedule-draft';
import { MISFIRES, OVERLAPS, REPEATED_TIMES } from '../schedule-words';
import styles from './schedule-fields.module.css';

interface ScheduleOptionFieldsProps<Values extends ScheduleValues> {
  form: UseFormReturnType<Values>;
  kind: ScheduleKind;
}

/** Options of a schedule, each with what it means; folded until they are needed or one of them is wrong. */
export function ScheduleOptionFields<Values extends ScheduleValues>({ form, kind }: ScheduleOptionFieldsProps<Values>) {
  const given = Object.keys(givenOptions(form.values.options)).length;
  const isWrong = Object.keys(form.errors).some((field) => field.startsWith('options.'));
  return (
    <details className={styles.options} {...(isWrong && { open: true })}>
      <summary>
        Options <span className="soft">{given === 0 ? 'all as usual' : `${given} different from the usual`}</span>
      </summary>
      <div className={styles.fields}>
        {kind !== 'delay' && (
          <>
            <NativeSelect
              label="If a run is still active"
              description="What becomes of a fire that comes meanwhile."
              data={[...OVERLAPS]}
              {...form.getInputProps('options.overlap')}
            />
            <NativeSelect
              label="Missed fires"
              description="Their time passed while nothing could fire, by more than a minute."
              data={[...MISFIRES]}
              {...form.getInputProps('options.misfire')}
            />
          </>
        )}
        {kind !== 'delay' && form.values.options.misfire === 'fire-all' && (
          <TextInput
            label="At most so many"
            description="The newest ones, 1 to 1,000."
            inputMode="numeric"
            placeholder="100"
            {...form.getInputProps('options.misfireLimit')}
          />
        )}
        {kind === 'cron' && (
          <NativeSelect
            label="A time that comes twice"
            description="In the night in which clocks go back."
            data={[...REPEATED_TIMES]}
            {...form.getInputProps('options.daylightSaving')}
          />
        )}
        <TextInput
          label="Spread over (seconds)"
          description="Each fire is put off by its own part of this, so that not everything begins at once."
          inputMode="numeric"
          placeholder="0"
          {...form.getInputProps('options.jitterSeconds')}
        />
        {kind !== 'once' && (
          <>
            <TextInput
              label="From"
              description="First day or time, that one included."
              placeholder="2026-12-01"
              {...form.getInputProps('options.startAt')}
            />
            <TextInput
              label="Until"
              description="Last day or time, that one included."
              placeholder="2026-12-24T18:00"
              {...form.getInputProps('options.endAt')}
            />
          </>
        )}
      </div>
    </details>
  );
}
