import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useCoarseNow } from '../../../shared/time/ticker';
import { calendarQuery, type SchedulesWindow } from '../api/calendar-queries';
import { filterOf, type SchedulesSearch } from '../api/calendar-search';
import { firesOf } from '../calendar-words';
import { CalendarGrid } from './calendar-grid';
import styles from './calendar.module.css';

interface CalendarViewProps {
  search: SchedulesSearch;
  window: SchedulesWindow;
}

/** The calendar of the schedules that are shown, and what it leaves out. */
export function CalendarView({ search, window }: CalendarViewProps) {
  const now = useCoarseNow();
  const { data, error, refetch } = useQuery(calendarQuery(filterOf(search), window));
  if (data === undefined)
    return error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Skeleton height={620} radius="md" />;
  const slots = data.days.flatMap((day) => day.slots);
  const { completeFrom, leftOut } = data;
  return (
    <>
      {slots.every((slot) => firesOf(slot) + slot.paused + slot.guessed === 0) && (
        <EmptyState title="No schedule fires in these days">
          A process fires by itself once it has a schedule: edit one, or create a new process with one.
        </EmptyState>
      )}
      <CalendarGrid calendar={data} search={search} now={now} />
      <p className={styles.note}>
        {data.days.some((day) => day.slots.length > 0 && hours(day) !== 24) &&
          'Clocks are set in these days: an hour that comes twice has two parts, one that is left out is hatched. '}
        {completeFrom !== null && `Too many fires: those before ${completeFrom} are not counted. `}
        {leftOut.records > 0 &&
          `${leftOut.records.toLocaleString('en')} records with ${leftOut.groups.toLocaleString('en')} rarer schedules are not counted in what comes.`}
      </p>
    </>
  );
}

function hours({ from, to }: { from: string; to: string }): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000;
}
