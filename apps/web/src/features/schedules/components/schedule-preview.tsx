import { Skeleton } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { RequestError } from '../../../shared/request/request-error';
import { schedulePreviewQuery } from '../api/preview-schedule';
import type { FormValues, ScheduleProblems } from '../record-draft';
import styles from './schedule-preview.module.css';
import { useCronReading } from './use-cron-reading';

const TYPING_PAUSE_MS = 300;

interface SchedulePreviewProps {
  form: UseFormReturnType<FormValues>;
  /** Told what is wrong with the schedule as it was checked last. */
  onChecked: (problems: ScheduleProblems) => void;
}

/** What a schedule means: in words, and as its next fires on the clock of its zone. Errors go to their fields. */
export function SchedulePreview({ form, onChecked }: SchedulePreviewProps) {
  const { schedule, timeZone } = form.values;
  const [expression] = useDebouncedValue(schedule.trim(), TYPING_PAUSE_MS);
  const [zone] = useDebouncedValue(timeZone, TYPING_PAUSE_MS);
  const { data, error, isPending } = useQuery(schedulePreviewQuery(expression, zone));
  const reading = useCronReading(expression);
  const { setFieldError, clearFieldError } = form;
  useEffect(() => {
    const errors: Record<string, string> = {};
    for (const field of ['schedule', 'timeZone'] as const) {
      const message = problemOf(error, field);
      if (message === null) clearFieldError(field);
      else {
        setFieldError(field, message);
        errors[field] = message;
      }
    }
    onChecked({ schedule: expression, timeZone: zone, errors });
  }, [error, expression, zone, setFieldError, clearFieldError, onChecked]);
  if (error) return null;
  return (
    <div className={styles.preview} aria-live="polite">
      {reading !== null && <p className={styles.reading}>{reading}</p>}
      {isPending && <Skeleton height={12} width="60%" radius="xl" />}
      {data?.nextFires.length === 0 && <p className="soft">It never fires.</p>}
      {data !== undefined && data.nextFires.length > 0 && (
        <>
          <p className="soft">Next, on the clock of {data.timeZone}:</p>
          <ol className={styles.fires}>
            {data.nextFires.map((at) => (
              <li key={at}>
                <time dateTime={at}>{formatFire(at, data.timeZone)}</time>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function problemOf(error: unknown, field: string): string | null {
  if (!(error instanceof RequestError)) return null;
  return error.fields.find((problem) => problem.field === field)?.message ?? null;
}

function formatFire(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(at));
}
