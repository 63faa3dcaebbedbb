import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useCoarseNow } from '../../../shared/time/ticker';
import { calendarQuery, type SchedulesWindow, timelineQuery } from '../api/calendar-queries';
import { filterOf, type SchedulesSearch } from '../api/calendar-search';
import { moveInCalendar } from '../move-in-calendar';
import { placeIn, ticksOf } from '../timeline-scale';
import { TimelineRowView } from './timeline-row';
import styles from './timeline.module.css';

interface TimelineViewProps {
  search: SchedulesSearch;
  window: SchedulesWindow;
}

/** Records one below the other, their fires from left to right; a page at a time. */
export function TimelineView({ search, window }: TimelineViewProps) {
  const now = useCoarseNow();
  const filter = filterOf(search);
  const list = useInfiniteQuery(timelineQuery(filter, window, search.sort ?? 'id'));
  // Where the days begin and end is the server's to say.
  const { data: calendar } = useQuery(calendarQuery(filter, window));
  const error = list.error;
  if (error && list.data === undefined) return <ErrorNotice error={error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined || calendar === undefined) return <Skeleton height={420} radius="md" />;
  const rows = list.data.pages.flatMap((page) => page.rows);
  const total = list.data.pages[0]?.total ?? 0;
  if (rows.length === 0)
    return <EmptyState title="No schedule is like that">Clear the filters, or give a process a schedule.</EmptyState>;
  const scale = {
    from: Date.parse(calendar.days[0]?.from ?? ''),
    to: Date.parse(calendar.days.at(-1)?.to ?? ''),
  };
  const isNow = scale.from <= now && now < scale.to;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys lead between the links inside */}
      <div className={styles.timeline} onKeyDown={moveInCalendar}>
        <div className={styles.axis} aria-hidden>
          <span />
          <span className={styles.track}>
            {ticksOf(calendar).map(({ at, label }) => (
              <span key={at} className={styles.tick} style={{ left: `${placeIn(scale, at)}%` }}>
                {label}
              </span>
            ))}
          </span>
        </div>
        <ul className={styles.rows}>
          {rows.map((row, place) => (
            <TimelineRowView
              key={row.id}
              row={row}
              place={place}
              scale={scale}
              search={search}
              nowAt={isNow ? placeIn(scale, now) : null}
            />
          ))}
        </ul>
      </div>
      <p className={styles.more}>
        {rows.length.toLocaleString('en')} of {total.toLocaleString('en')} schedules{' '}
        {list.hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </p>
    </>
  );
}
