import type { RunningStep } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { StatusIcon } from '../../../shared/status/status-icon';
import { Duration } from '../../../shared/time/duration';
import styles from './workers.module.css';

/** What a worker runs: record, task, attempt, and since when. */
export function RunningSteps({ steps }: { steps: readonly RunningStep[] }) {
  return (
    <ul className={styles.steps} aria-label="Runs now">
      {steps.map(({ processRecordId, runId, taskId, taskName, attempt, startedAt }) => (
        <li key={taskId} data-row={taskId} className={styles.step}>
          <StatusIcon tone="running" />
          <Link to="/tasks/$taskId" params={{ taskId }} className={styles.task}>
            {taskName}
          </Link>
          <span className="soft nowrap">of</span>
          <Link to="/processes/$id/runs/$runId" params={{ id: processRecordId, runId }} className={styles.record}>
            {processRecordId}
          </Link>
          {attempt > 1 && <span className="soft nowrap">attempt {attempt}</span>}
          <span className={styles.since}>
            <Duration from={startedAt} to={null} />
          </span>
        </li>
      ))}
    </ul>
  );
}
