import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { statusLook, taskDisplayStatus } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import { waitingWords } from '../../../shared/status/waiting-words';
import { Duration } from '../../../shared/time/duration';
import { useSecondsNow } from '../../../shared/time/ticker';
import { useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { type MatrixRow, runningQuery } from '../api/list-matrix';
import styles from './digest.module.css';
import { DigestList } from './digest-list';

/** What runs now, at which task, and for how long. */
export function RunningNow({ limit }: { limit: number }) {
  return (
    <DigestList
      title="Running now"
      list={useQuery(runningQuery(limit))}
      filter={{ status: 'IN_PROGRESS' }}
      empty="Nothing is running."
      rowKey={({ record }) => record.id}
      row={(row) => <RunningRow row={row} />}
    />
  );
}

function RunningRow({ row: { record, tasks } }: { row: MatrixRow }) {
  const task = tasks[record.currentTaskIndex];
  const { tone, word } = statusLook(task === undefined ? 'IN_PROGRESS' : taskDisplayStatus(task, record.currentStatus));
  const { waiting } = record;
  const now = useSecondsNow(waiting !== null);
  const [utc] = useTimesInUtc();
  const words =
    waiting !== null ? waitingWords(waiting, now, utc) : task?.status === 'IN_PROGRESS' ? '' : word.toLowerCase();
  return (
    <Link to="/processes/$id" params={{ id: record.id }} className={styles.row}>
      <StatusIcon tone={tone} />
      <span className={styles.id}>{record.id}</span>
      <span className="tabular soft">
        {record.currentTaskIndex}/{record.totalTasks}
      </span>
      <span className={styles.task}>{task?.taskName}</span>
      <span className={styles.words} title={words}>
        {words}
      </span>
      <span className={styles.when}>
        <Duration from={record.startedWhen} to={null} />
      </span>
    </Link>
  );
}
