import { Button, CloseButton, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useCommands } from '../../../shared/commands/use-commands';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useCoarseNow } from '../../../shared/time/ticker';
import { formatDay, formatMinute, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { comingQuery, slotFiresQuery } from '../api/calendar-queries';
import { filterOf, type SchedulesSearch } from '../api/calendar-search';
import styles from './calendar-panel.module.css';
import { PastFire } from './calendar-past-fire';

interface CalendarPanelProps {
  search: SchedulesSearch;
  at: string;
  until: string;
  onClose: () => void;
}

/** The fires of a stretch: those that were, each with its run or the reason for none, and who is to fire. */
export function CalendarPanel({ search, at, until, onClose }: CalendarPanelProps) {
  const [utc] = useTimesInUtc();
  const now = useCoarseNow();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useCommands('Lists', [
    { id: 'close-fires', label: 'Close the fires', keys: ['Escape'], run: onClose, keyOnly: true },
  ]);
  const { record } = search;
  const filter = filterOf(search);
  const past = useInfiniteQuery({
    ...slotFiresQuery({ ...filter, ...(record !== undefined && { recordId: record }) }, at, until),
    enabled: Date.parse(at) <= now,
  });
  const coming = useQuery({
    ...comingQuery(filter, at, until),
    enabled: Date.parse(until) > now && record === undefined,
  });
  const fires = past.data?.pages.flatMap(({ rows }) => rows) ?? [];
  const error = past.error ?? coming.error;
  const isLoading = past.isLoading || coming.isLoading;
  const isEmpty = !isLoading && !error && fires.length === 0 && (coming.data?.schedules.length ?? 0) === 0;
  return (
    <aside className={styles.panel} aria-label="Fires">
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {formatDay(Date.parse(at), utc)}, {formatMinute(Date.parse(at), utc)} – {formatMinute(Date.parse(until), utc)}
          {record !== undefined && <> · {record}</>}
        </h2>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void Promise.all([past.refetch(), coming.refetch()])} />}
      {isLoading && <Skeleton height={120} radius="md" />}
      {isEmpty && <p className="soft">No schedule fires in it; what fixed delays do follows from the ends of runs.</p>}
      {coming.data && coming.data.schedules.length > 0 && (
        <section>
          <h3>To come</h3>
          <ul className={styles.list}>
            {coming.data.schedules.map(
              ({ schedule, timeZone, records, paused, fires: each, firstFireAt, recordIds }) => (
                <li key={`${schedule} ${timeZone} ${firstFireAt} ${recordIds[0]}`}>
                  <span className="tabular">{formatMinute(Date.parse(firstFireAt), utc)}</span>
                  <span className={styles.who}>
                    <Link
                      to="/schedules"
                      search={{ ...search, view: 'timeline', schedule, scheduleTimeZone: timeZone ?? undefined }}
                      className="mono"
                    >
                      {schedule}
                    </Link>{' '}
                    <span className="soft">
                      {timeZone ?? 'UTC'}
                      {each > 1 && ` · ${each.toLocaleString('en')} times`}
                      {paused > 0 && ` · ${paused === records ? 'paused' : `${paused} paused`}`}
                    </span>
                    <span className={styles.names}>
                      {recordIds.map((id) => (
                        <Link key={id} to="/processes/$id" params={{ id }}>
                          {id}
                        </Link>
                      ))}
                      {records > recordIds.length && (
                        <span className="soft">and {(records - recordIds.length).toLocaleString('en')} more</span>
                      )}
                    </span>
                  </span>
                </li>
              ),
            )}
          </ul>
          {coming.data.total > coming.data.schedules.length && (
            <p className="soft">
              {(coming.data.total - coming.data.schedules.length).toLocaleString('en')} more schedules fire later in it.
            </p>
          )}
        </section>
      )}
      {fires.length > 0 && (
        <section>
          <h3>Fired</h3>
          <ul className={styles.list}>
            {fires.map((fire) => (
              <PastFire key={`${fire.processRecordId} ${fire.fireAt} ${fire.lastFireAt}`} fire={fire} />
            ))}
          </ul>
          {past.hasNextPage && (
            <Button
              size="xs"
              variant="default"
              loading={past.isFetchingNextPage}
              onClick={() => void past.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </section>
      )}
    </aside>
  );
}
