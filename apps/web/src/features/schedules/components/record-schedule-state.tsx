import type { ProcessRecord } from '@app/api-client';
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { TimeAgo } from '../../../shared/time/time-ago';
import { scheduleSwitchQuery } from '../api/schedule-switch';
import styles from './record-schedule.module.css';

/** What keeps a schedule from firing: a pause of its own, one of all schedules, or an error. */
export function RecordScheduleState({ record }: { record: ProcessRecord }) {
  const { data: all } = useQuery(scheduleSwitchQuery);
  return (
    <>
      {record.scheduleError !== null && (
        <p className={styles.error} role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            <strong>The schedule could not be acted on.</strong> {record.scheduleError}
          </span>
        </p>
      )}
      {record.schedulePausedAt !== null && (
        <p className={styles.paused}>
          <IconPlayerPause size={16} aria-hidden />
          <span>
            <strong>Paused</strong> <TimeAgo at={record.schedulePausedAt} />: its fires are left out. What falls into
            the pause is not made up for; a backfill does that.
          </span>
        </p>
      )}
      {all?.paused && (
        <p className={styles.paused}>
          <IconPlayerPause size={16} aria-hidden />
          <span>
            <strong>All schedules are paused</strong>
            {all.changedBy !== null && ` by ${all.changedBy}`} <TimeAgo at={all.pausedAt} />.
          </span>
        </p>
      )}
    </>
  );
}
