import type { TimelineRow } from '@app/api-client';
import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { TimeAgo } from '../../../shared/time/time-ago';
import { May } from '../../account/components/may';
import { usePauseSchedules } from '../api/calendar-pause';
import type { SchedulesSearch } from '../api/calendar-search';
import { placeIn, type TimelineScale } from '../timeline-scale';
import { TimelineMarkLink } from './timeline-mark';
import styles from './timeline.module.css';

interface TimelineRowProps {
  row: TimelineRow;
  /** Which row it is, from 0. */
  place: number;
  scale: TimelineScale;
  search: SchedulesSearch;
  /** Where now is, in percent; null when that is not shown. */
  nowAt: number | null;
}

/** A record with its schedule, what it waits for, and a mark for each fire. */
export function TimelineRowView({ row, place, scale, search, nowAt }: TimelineRowProps) {
  const pause = usePauseSchedules();
  const { id, schedule, timeZone, nextFireAt, schedulePausedAt, scheduleError, marks, isDelay, completeFrom } = row;
  const paused = schedulePausedAt !== null;
  const action = paused ? `Resume the schedule of ${id}` : `Pause the schedule of ${id}`;
  return (
    <li className={styles.row} data-paused={paused || undefined}>
      <div className={styles.what}>
        <span className={styles.name}>
          <Link to="/processes/$id" params={{ id }} className="clip" title={id}>
            {id}
          </Link>
          {scheduleError !== null && (
            <span className={styles.error} title={scheduleError}>
              <IconAlertTriangle size={14} aria-hidden /> {scheduleError}
            </span>
          )}
        </span>
        <span className={styles.when}>
          <span className="mono clip" title={`${schedule}, ${timeZone ?? 'UTC'}`}>
            {schedule}
          </span>
          <span className="soft nowrap">{paused ? 'paused' : nextFireAt ? <TimeAgo at={nextFireAt} /> : 'waits'}</span>
        </span>
        <May do="run-processes">
          <ActionIcon
            className={styles.pause ?? ''}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={action}
            title={action}
            loading={pause.isPending}
            onClick={() => pause.mutate({ recordId: id, paused: !paused })}
          >
            {paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
          </ActionIcon>
        </May>
      </div>
      <div className={styles.track}>
        {nowAt !== null && <span className={styles.now} style={{ left: `${nowAt}%` }} />}
        {completeFrom !== null && (
          <span
            className={styles.unknown}
            style={{ width: `${placeIn(scale, Date.parse(completeFrom))}%` }}
            title="Too many fires: these are not shown"
          />
        )}
        {isDelay && <span className={styles.delay}>after each run: only the next fire is known</span>}
        {marks.map((mark, column) => (
          <TimelineMarkLink
            key={mark.from}
            mark={mark}
            id={id}
            place={`${place} ${column}`}
            isStop={column === 0}
            scale={scale}
            search={search}
          />
        ))}
      </div>
    </li>
  );
}
