import type { TaskDetails, TaskInRun } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { taskDisplayStatus } from '../../../shared/status/display-status';
import { StatusBadge } from '../../../shared/status/status-badge';
import { Duration } from '../../../shared/time/duration';
import { TimeAgo } from '../../../shared/time/time-ago';
import styles from './tasks.module.css';

/** The same task in the runs before, and in the newest one. */
export function OtherRuns({ task }: { task: TaskDetails }) {
  const runs = task.latest === null ? task.earlier : [task.latest, ...task.earlier];
  return (
    <section className={styles.panel} aria-label="In other runs">
      <h2 className={styles.title}>In other runs</h2>
      {runs.length === 0 && <p className={styles.none}>This is the only run that has it.</p>}
      {runs.length > 0 && (
        <ul className={styles.runs}>
          {runs.map((run) => (
            <li key={run.taskId}>
              <RunLink run={run} isLatest={run === task.latest} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function RunLink({ run, isLatest }: { run: TaskInRun; isLatest: boolean }) {
  const status = taskDisplayStatus({ ...run, retryCount: run.attemptCount }, run.runStatus);
  return (
    <Link to="/tasks/$taskId" params={{ taskId: run.taskId }} className={styles.runLink}>
      <span className={styles.runNumber}>{run.runNumber}</span>
      <StatusBadge status={status} />
      <span className={styles.runDuration}>
        {run.status === 'SKIPPED' ? '–' : <Duration from={run.startedAt} to={run.completedAt} />}
      </span>
      <span className={styles.runWhen}>
        {isLatest ? 'newest run' : run.attemptCount > 1 ? `${run.attemptCount} attempts` : ''}{' '}
        <TimeAgo at={run.startedAt} />
      </span>
    </Link>
  );
}
