import type { Task } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { keptFrom } from '../../../shared/status/kept-from';
import styles from './output.module.css';

/** Why a task without attempts has printed nothing, and where it did. */
export function NoOutput({ task }: { task: Task }) {
  const from = keptFrom(task.metadata);
  if (task.status !== 'SKIPPED') return <p className={styles.note}>It has not started.</p>;
  return (
    <p className={styles.note}>
      Not run: kept from an earlier run.{' '}
      {from && (
        <Link to="/tasks/$taskId" params={{ taskId: from.taskId }}>
          See what it printed there
        </Link>
      )}
    </p>
  );
}
