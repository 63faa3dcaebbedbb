import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TimeAgo } from '../../../shared/time/time-ago';
import { May } from '../../account/components/may';
import { usePauseSchedules } from '../api/calendar-pause';
import { scheduleSwitchQuery, scheduleTotalsQuery, type SchedulesWindow, timelineQuery } from '../api/calendar-queries';
import styles from './calendar-state.module.css';

const SHOWN_FAILING = 3;

/** What is to be known before anything else: that all schedules are paused, and which of them are in trouble. */
export function CalendarState({ window }: { window: SchedulesWindow }) {
  const { data: all } = useQuery(scheduleSwitchQuery);
  const { data: totals } = useQuery(scheduleTotalsQuery);
  const hasFailing = (totals?.failing ?? 0) > 0;
  const failing = useInfiniteQuery({
    ...timelineQuery({ failing: true }, window, 'id', SHOWN_FAILING),
    enabled: hasFailing,
  });
  const pause = usePauseSchedules();
  const rows = hasFailing ? (failing.data?.pages[0]?.rows ?? []) : [];
  return (
    <>
      {all?.paused && (
        <div className={styles.paused} role="status">
          <IconPlayerPause size={18} aria-hidden />
          <span>
            <strong>All schedules are paused</strong>
            {all.changedBy && ` by ${all.changedBy}`} <TimeAgo at={all.pausedAt} />. Their fires are left out, and not
            made up for afterwards.
          </span>
          <May do="run-processes">
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlayerPlay size={14} />}
              loading={pause.isPending}
              onClick={() => pause.mutate({ recordId: null, paused: false })}
            >
              Resume all
            </Button>
          </May>
        </div>
      )}
      {rows.length > 0 && totals && (
        <div className={styles.failing}>
          <IconAlertTriangle size={18} aria-hidden />
          <ul>
            {rows.map(({ id, scheduleError }) => (
              <li key={id}>
                <Link to="/processes/$id" params={{ id }}>
                  {id}
                </Link>{' '}
                {scheduleError}
              </li>
            ))}
            {totals.failing > rows.length && (
              <li>
                <Link to="/schedules" search={{ view: 'timeline', failing: true }}>
                  All {totals.failing.toLocaleString('en')} schedules in trouble
                </Link>
              </li>
            )}
          </ul>
        </div>
      )}
    </>
  );
}
