import type { TaskDetails } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { taskDisplayStatus } from '../../../shared/status/display-status';
import { endingWords } from '../../../shared/status/ending-words';
import { StatusBadge } from '../../../shared/status/status-badge';
import { CopyButton } from '../../../shared/text/copy-button';
import { Duration } from '../../../shared/time/duration';
import { TimeAgo } from '../../../shared/time/time-ago';
import { NeighbourLinks } from './neighbour-links';
import styles from './tasks.module.css';

/** Which task of which run, its state, and the way to its neighbours. */
export function TaskHeader({ task }: { task: TaskDetails }) {
  return (
    <header className={styles.header}>
      <div className={styles.headerText}>
        <nav className={styles.path} aria-label="Path">
          <Link to="/processes/$id" params={{ id: task.processRecordId }}>
            {task.processRecordId}
          </Link>
          <span aria-hidden>›</span>
          <Link
            to="/processes/$id/runs/$runId"
            params={{ id: task.processRecordId, runId: task.runId }}
            search={{ task: task.taskIndex }}
          >
            Run {task.run.runNumber}
          </Link>
          <span aria-hidden>›</span>
          <span>
            Task {task.taskIndex + 1} of {task.run.totalTasks}
          </span>
        </nav>
        <div className={styles.name}>
          <h1>{task.taskName}</h1>
          <CopyButton text={task.id} what="task id" />
          <StatusBadge status={taskDisplayStatus(task, task.run.status)} size="large" />
          <Facts task={task} />
        </div>
      </div>
      <NeighbourLinks task={task} />
    </header>
  );
}

function Facts({ task }: { task: TaskDetails }) {
  const count = task.attempts.length;
  const failed = task.status === 'FAILED' || (task.status === 'STOPPED' && task.signal !== null);
  return (
    <span className={styles.facts}>
      {failed && <span>{endingWords(task)}</span>}
      {task.startedAt !== null && task.status !== 'SKIPPED' && (
        <>
          <span>
            started <TimeAgo at={task.startedAt} />
          </span>
          <span>
            {task.completedAt === null ? 'for ' : 'took '}
            <Duration from={task.startedAt} to={task.completedAt} />
          </span>
        </>
      )}
      {count > 1 && <span>{count} attempts</span>}
    </span>
  );
}
