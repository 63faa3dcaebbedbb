import type { ProcessRecord } from '@app/api-client';
import { statusLook } from '../../../shared/status/display-status';
import styles from './record.module.css';

/** How many of the latest run's tasks are behind it, as a bar and in figures. */
export function ProgressBar({ record }: { record: ProcessRecord }) {
  const { currentTaskIndex: done, totalTasks: total, currentStatus, latestRunId } = record;
  if (latestRunId === null) return <span className="soft">not run yet</span>;
  const { tone } = statusLook(currentStatus);
  return (
    <span className={styles.progress} title={`${done} of ${total} tasks`}>
      <span className={styles.progressTrack} aria-hidden>
        <span
          className={styles.progressFill}
          style={{ width: `${(100 * done) / Math.max(1, total)}%`, background: `var(--status-${tone})` }}
        />
      </span>
      <span className="tabular soft">
        {done}/{total}
      </span>
    </span>
  );
}
