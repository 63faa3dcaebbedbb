import type { ProcessRecord } from '@app/api-client';
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react';
import { TimeAgo } from '../../../shared/time/time-ago';
import styles from './record-list.module.css';

/** When a record fires next, or that its schedule is paused or in error. */
export function NextFireCell({ record }: { record: ProcessRecord }) {
  if (record.scheduleError !== null)
    return (
      <span className={styles.scheduleError} title={record.scheduleError}>
        <IconAlertTriangle size={14} aria-hidden /> error
      </span>
    );
  if (record.schedulePausedAt !== null)
    return (
      <span className={styles.schedulePaused} title="The schedule is paused: its fires are left out">
        <IconPlayerPause size={14} aria-hidden /> paused
      </span>
    );
  return <TimeAgo at={record.nextFireAt} />;
}
