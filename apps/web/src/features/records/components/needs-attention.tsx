import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { StatusIcon } from '../../../shared/status/status-icon';
import { TimeAgo } from '../../../shared/time/time-ago';
import { digestQuery, type MatrixRow } from '../api/list-matrix';
import styles from './digest.module.css';
import { DigestList } from './digest-list';
import { failureOf } from './failure';

/** The records that failed last, and at what: the failing task's output is one click away. */
export function NeedsAttention({ limit }: { limit: number }) {
  const { data, error, refetch } = useQuery(digestQuery('FAILED', limit));
  const more = (data?.total ?? 0) - (data?.rows.length ?? 0);
  return (
    <DigestList
      label="Needs attention"
      title={
        <>
          Needs attention
          {more > 0 && (
            <Link to="/processes" search={{ status: 'FAILED', sort: '-updatedAt' }} className={styles.more}>
              {more} more
            </Link>
          )}
        </>
      }
      rows={data?.rows}
      error={error}
      onRetry={() => void refetch()}
      empty="Nothing has failed."
      row={(row) => <FailedRow row={row} />}
    />
  );
}

function FailedRow({ row: { record, tasks } }: { row: MatrixRow }) {
  const failure = failureOf(record, tasks);
  return (
    <Link
      to="/processes/$id"
      params={{ id: record.id }}
      search={failure.task === undefined ? {} : { task: failure.task.taskIndex }}
      className={styles.row}
      title={record.lastErrorMessage ?? undefined}
    >
      <StatusIcon tone="failed" />
      <span className={styles.id}>{record.id}</span>
      {failure.task && <span className={styles.task}>{failure.task.taskName}</span>}
      <span className={styles.words}>{failure.words}</span>
      <span className={styles.when}>
        <TimeAgo at={record.failedWhen} />
      </span>
    </Link>
  );
}
