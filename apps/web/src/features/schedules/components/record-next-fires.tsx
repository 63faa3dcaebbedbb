import type { ComingFire, ProcessRecord } from '@app/api-client';
import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { TimeAgo } from '../../../shared/time/time-ago';
import { NEXT_FIRES, recordNextFiresQuery } from '../api/record-fires';
import { clockWords } from '../fire-words';
import { formatFire } from '../format-fire';
import { splitSchedule } from '../schedule-draft';
import styles from './record-schedule.module.css';

const MORE = 20;

/** When a record fires next, on the clock of its zone. */
export function RecordNextFires({ record }: { record: ProcessRecord }) {
  const [count, setCount] = useState(NEXT_FIRES);
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    ...recordNextFiresQuery(record.id, count),
    placeholderData: keepPreviousData,
  });
  const paused = record.schedulePausedAt !== null;
  return (
    <section aria-label="Next fires of this schedule">
      <h3 className={styles.title}>{paused ? 'Next fires, left out while it is paused' : 'Next fires'}</h3>
      {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={88} />}
      {data?.length === 0 && <p className="soft">{noneWords(record)}</p>}
      {data && data.length > 0 && (
        <ol className={styles.fires}>
          {data.map((fire) => (
            <NextFire key={fire.fireAt} fire={fire} timeZone={record.timeZone ?? 'UTC'} />
          ))}
        </ol>
      )}
      {data?.length === NEXT_FIRES && count === NEXT_FIRES && (
        <Button size="compact-sm" variant="subtle" loading={isPlaceholderData} onClick={() => setCount(MORE)}>
          Show {MORE}
        </Button>
      )}
    </section>
  );
}

function NextFire({ fire: { fireAt, dueAt, clockNote }, timeZone }: { fire: ComingFire; timeZone: string }) {
  const putOff = Math.round((Date.parse(dueAt) - Date.parse(fireAt)) / 1000);
  return (
    <li>
      <span className={styles.fire}>
        <time dateTime={fireAt}>{formatFire(fireAt, timeZone)}</time>
        <span className="soft">
          <TimeAgo at={fireAt} />
        </span>
      </span>
      {putOff > 0 && <span className={styles.note}>put off by {putOff} s, its part of the spread</span>}
      {clockNote !== null && <span className={styles.note}>{clockWords(clockNote)}</span>}
    </li>
  );
}

function noneWords({ schedule, currentStatus }: ProcessRecord): string {
  const isDelay = splitSchedule(schedule).kind === 'delay';
  if (isDelay && currentStatus === 'IN_PROGRESS') return 'It is counted from the end of the run that is active.';
  return 'It fires no more.';
}
