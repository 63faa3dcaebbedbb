import type { Task } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { keptFrom } from '../../../shared/status/kept-from';
import { endingWords } from '../../../shared/status/ending-words';
import { WaitingNote } from '../../../shared/status/waiting-note';
import styles from './timeline.module.css';

/** What else is to be said of a task: how it ended, why it waits, where it was kept from. */
export function TaskNote({ task }: { task: Task }) {
  const last = task.attempts.at(-1);
  if (task.waiting)
    return (
      <p className={styles.note}>
        {task.status === 'PENDING' && last && <span>{capitalised(lastEnding(task))}. </span>}
        <WaitingNote waiting={task.waiting} />
      </p>
    );
  if (task.status === 'SKIPPED') return <KeptNote task={task} />;
  if (task.status === 'FAILED') return <p className={styles.note}>{capitalised(endingWords(task))}</p>;
  if (task.status === 'STOPPED' && task.signal !== null)
    return <p className={styles.note}>{capitalised(endingWords(task))}</p>;
  return null;
}

function KeptNote({ task }: { task: Task }) {
  const from = keptFrom(task.metadata);
  if (from === null) return null;
  return (
    <p className={styles.note}>
      Kept from{' '}
      <Link
        to="/processes/$id/runs/$runId"
        params={{ id: task.processRecordId, runId: from.runId }}
        search={{ task: task.taskIndex }}
        className={styles.inner}
      >
        the run that finished it
      </Link>
    </p>
  );
}

function lastEnding(task: Task): string {
  const last = task.attempts.at(-1);
  return last?.outcome === 'WORKER_LOST' ? 'the worker was lost' : endingWords(last ?? task);
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
