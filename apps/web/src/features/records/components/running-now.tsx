import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { statusLook, taskDisplayStatus } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import { Duration } from '../../../shared/time/duration';
import { digestQuery, type MatrixRow } from '../api/list-matrix';
import styles from './digest.module.css';
import { DigestList } from './digest-list';

/** What runs now, at which task, and for how long. */
export function RunningNow({ limit }: { limit: number }) {
  const { data, error, refetch } = useQuery(digestQuery('IN_PROGRESS', limit));
  const more = (data?.total ?? 0) - (data?.rows.length ?? 0);
  return (
    <DigestList
      label="Running now"
      title={
        <>
          Running now
          {more > 0 && (
            <Link to="/processes" search={{ status: 'IN_PROGRESS' }} className={styles.more}>
              {more} more
            </Link>
          )}
        </>
      }
      rows={data?.rows}
      error={error}
      onRetry={() => void refetch()}
      empty="Nothing is running."
      row={(row) => <RunningRow row={row} />}
    />
  );
}

function RunningRow({ row: { record, tasks } }: { row: MatrixRow }) {
  const task = tasks[record.currentTaskIndex];
  const { tone, word } = statusLook(task === undefined ? 'IN_PROGRESS' : taskDisplayStatus(task));
  return (
    <Link to="/processes/$id" params={{ id: record.id }} className={styles.row}>
      <StatusIcon tone={tone} />
      <span className={styles.id}>{record.id}</span>
      <span className="tabular soft">
        {record.currentTaskIndex}/{record.totalTasks}
      </span>
      <span className={styles.task}>{task?.taskName}</span>
      <span className={styles.words}>{task?.status === 'IN_PROGRESS' ? '' : word.toLowerCase()}</span>
      <span className={styles.when}>
        <Duration from={record.startedWhen} to={null} />
      </span>
    </Link>
  );
}
