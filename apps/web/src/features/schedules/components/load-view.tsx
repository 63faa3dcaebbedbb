import { NumberInput, Skeleton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { loadQuery, type SchedulesWindow } from '../api/calendar-queries';
import { filterOf, type SchedulesSearch } from '../api/calendar-search';
import { LoadMinute } from './load-minute';
import styles from './load.module.css';

const TYPING_PAUSE_MS = 400;

interface LoadViewProps {
  search: SchedulesSearch;
  window: SchedulesWindow;
  onChange: (search: SchedulesSearch) => void;
}

/** The coming minutes in which more fires than the workers take at once, worst first. */
export function LoadView({ search, window, onChange }: LoadViewProps) {
  const { data, error, refetch } = useQuery(loadQuery(filterOf(search), window, search.threshold));
  const setThreshold = useDebouncedCallback(
    (threshold: number | undefined) => onChange({ ...search, threshold }),
    TYPING_PAUSE_MS,
  );
  if (data === undefined)
    return error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} radius="md" />;
  const most = data.worst[0]?.fires ?? 1;
  return (
    <>
      <div className={styles.head}>
        <p>
          <strong>
            {data.over.toLocaleString('en')} {data.over === 1 ? 'minute' : 'minutes'}
          </strong>{' '}
          to come with more than {data.threshold.toLocaleString('en')} fires. The workers that are alive take{' '}
          {data.slots.toLocaleString('en')} commands at once.
          {data.guessedPerMinute > 0 && ` Fixed delays add about ${data.guessedPerMinute} fires a minute.`}
        </p>
        <NumberInput
          size="xs"
          label="Too many are more than"
          placeholder={`${data.slots} (slots)`}
          min={0}
          max={1_000_000}
          defaultValue={search.threshold ?? ''}
          onChange={(value) => setThreshold(typeof value === 'number' ? value : undefined)}
        />
      </div>
      {data.worst.length === 0 ? (
        <EmptyState title="No minute has too much at once">
          What fires in these days can begin at once, as long as the runs before have ended.
        </EmptyState>
      ) : (
        <ol className={styles.list}>
          {data.worst.map((minute) => (
            <LoadMinute key={minute.at} minute={minute} slots={data.slots} most={most} search={search} />
          ))}
        </ol>
      )}
    </>
  );
}
