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
  return (
    <DigestList
      title="Needs attention"
      list={useQuery(digestQuery('FAILED', limit))}
      filter={{ status: 'FAILED', sort: '-updatedAt' }}
      empty="Nothing has failed."
      rowKey={({ record }) => record.id}
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
