import type { SchedulePreview as Preview } from '@app/api-client';
import { Skeleton } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { RequestError } from '../../../shared/request/request-error';
import { schedulePreviewQuery } from '../api/preview-schedule';
import { clockWords } from '../fire-words';
import { formatFire } from '../format-fire';
import { DEFAULT_OPTIONS, type ScheduleDraft, type ScheduleValues, toSchedule } from '../schedule-draft';
import styles from './schedule-preview.module.css';
import { useScheduleReading } from './use-schedule-reading';

const TYPING_PAUSE_MS = 300;

/** A schedule as the server checked it, and what is wrong with its fields, by their names in the form. */
export interface CheckedSchedule {
  /** The draft as text: two are the same when these are. */
  readonly draft: string;
  readonly errors: Readonly<Record<string, string>>;
}

interface SchedulePreviewProps<Values extends ScheduleValues> {
  values: ScheduleValues;
  form: Pick<UseFormReturnType<Values>, 'setFieldError' | 'clearFieldError'>;
  onChecked: (checked: CheckedSchedule) => void;
}

const FIELDS = ['schedule', 'timeZone'];

/** What a schedule means: in words, and as its next fires on the clock of its zone. Errors go to their fields. */
export function SchedulePreview<Values extends ScheduleValues>({
  values,
  form,
  onChecked,
}: SchedulePreviewProps<Values>) {
  const written = JSON.stringify(toSchedule(values));
  const [draft] = useDebouncedValue(written, TYPING_PAUSE_MS);
  const asked = JSON.parse(draft) as ScheduleDraft;
  const { data, error, isLoading } = useQuery(schedulePreviewQuery(asked));
  const reading = useScheduleReading(asked.schedule ?? '', asked.timeZone ?? 'UTC');
  const { setFieldError, clearFieldError } = form;
  const isEmpty = asked.schedule === null;
  const shown = useRef<readonly string[]>([]);
  useEffect(() => {
    // What is being typed is not what was checked.
    if (draft !== written) return;
    const errors = errorsOf(error);
    // Where nothing was asked, what the form itself finds wrong stays.
    for (const name of shown.current) if (!(name in errors || (isEmpty && name === 'schedule'))) clearFieldError(name);
    for (const [name, message] of Object.entries(errors)) setFieldError(name, message);
    shown.current = Object.keys(errors);
    onChecked({ draft, errors });
  }, [error, draft, written, isEmpty, setFieldError, clearFieldError, onChecked]);
  if (error || isEmpty) return null;
  return (
    <div className={styles.preview} aria-live="polite">
      {reading !== null && <p className={styles.reading}>{reading}</p>}
      {isLoading && <Skeleton height={12} width="60%" radius="xl" />}
      {data && <Fires preview={data} isDelay={values.kind === 'delay'} />}
    </div>
  );
}

function Fires({ preview: { nextFires, timeZone, clockChanges }, isDelay }: { preview: Preview; isDelay: boolean }) {
  if (nextFires.length === 0) return <p className="soft">It never fires.</p>;
  return (
    <>
      <p className="soft">
        Next, on the clock of {timeZone}
        {isDelay && ', if runs took no time'}:
      </p>
      <ol className={styles.fires}>
        {nextFires.map((at) => {
          const change = clockChanges.find(({ fireAt }) => fireAt === at);
          return (
            <li key={at}>
              <time dateTime={at}>{formatFire(at, timeZone)}</time>
              {change && <span className={styles.note}>{clockWords(change.clockNote)}</span>}
            </li>
          );
        })}
      </ol>
    </>
  );
}

// The preview takes options as parameters of their own.
function errorsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof RequestError)) return {};
  const named = error.fields.filter(({ field }) => FIELDS.includes(field) || field in DEFAULT_OPTIONS);
  return Object.fromEntries(
    named.map(({ field, message }) => [FIELDS.includes(field) ? field : `options.${field}`, message]),
  );
}
