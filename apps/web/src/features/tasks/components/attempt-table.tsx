import type { TaskAttemptDetails, TaskDetails } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { outcomeDisplayStatus } from '../../../shared/status/display-status';
import { StatusBadge } from '../../../shared/status/status-badge';
import { PlainTable } from '../../../shared/table/plain-table';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import { Duration } from '../../../shared/time/duration';
import { TimeAgo } from '../../../shared/time/time-ago';
import { endingOf } from '../exit-words';
import { lateWords } from '../late-words';
import styles from './tasks.module.css';

interface AttemptTableProps {
  task: TaskDetails;
  /** Number of the attempt whose output is shown. */
  shown: number | undefined;
}

const HEAD = ['Attempt', 'Outcome', 'How it ended', 'Worker', 'Queued', 'Waited', 'Started', 'Ended', 'Took'];

/** Every attempt of a task, the newest first; choosing one shows its output. */
export function AttemptTable({ task, shown }: AttemptTableProps) {
  useRowCommands();
  return (
    <PlainTable label="Attempts" head={HEAD}>
      {[...task.attempts].reverse().map((attempt) => (
        <AttemptRow key={attempt.attempt} attempt={attempt} shown={attempt.attempt === shown} />
      ))}
    </PlainTable>
  );
}

function AttemptRow({ attempt, shown }: { attempt: TaskAttemptDetails; shown: boolean }) {
  return (
    <tr className={styles.attempt} data-row={attempt.attempt} data-selected={shown || undefined}>
      <th scope="row">
        <Link
          to="."
          search={{ attempt: attempt.attempt }}
          replace
          resetScroll={false}
          className={styles.attemptLink}
          aria-current={shown || undefined}
          aria-label={`Output of attempt ${attempt.attempt}`}
        >
          {attempt.attempt}
        </Link>
      </th>
      <td>
        <StatusBadge status={outcomeDisplayStatus(attempt.outcome)} />
      </td>
      <td className={styles.ending}>
        <Ending attempt={attempt} />
      </td>
      <td>
        <Link to="/workers" hash={attempt.workerId} className={`mono ${styles.worker}`} title={workerTitle(attempt)}>
          {attempt.workerId}
        </Link>
      </td>
      <td>
        <TimeAgo at={attempt.queuedAt} />
      </td>
      <td>
        <Duration from={attempt.queuedAt} to={attempt.startedAt} />
      </td>
      <td>
        <TimeAgo at={attempt.startedAt} />
      </td>
      <td>
        <TimeAgo at={attempt.completedAt} />
      </td>
      <td>
        <Duration from={attempt.startedAt} to={attempt.completedAt} />
      </td>
    </tr>
  );
}

function Ending({ attempt }: { attempt: TaskAttemptDetails }) {
  const late = lateWords(attempt.lateResult);
  const ending = endingOf(attempt);
  return (
    <>
      {ending ?? <span className="soft">–</span>}
      {late && <div className={styles.late}>Reported too late, changed nothing: {late}</div>}
    </>
  );
}

function workerTitle({ workerId, workerHost }: TaskAttemptDetails): string {
  return workerHost === null ? `${workerId}, not known any more` : `${workerId} on ${workerHost}`;
}
