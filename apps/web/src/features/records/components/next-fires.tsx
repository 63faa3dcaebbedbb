import type { ProcessRecord } from '@app/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { statusLook } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import { TimeAgo } from '../../../shared/time/time-ago';
import { nextFiresQuery } from '../api/list-records';
import styles from './digest.module.css';
import { DigestList } from './digest-list';

/** What its schedule starts next. */
export function NextFires({ limit }: { limit: number }) {
  return (
    <DigestList
      title="Next fires"
      list={useQuery(nextFiresQuery(limit))}
      filter={{ scheduleState: 'scheduled', sort: 'nextFireAt' }}
      empty="No process has a schedule."
      rowKey={(record) => record.id}
      row={(record) => <FireRow record={record} />}
    />
  );
}

function FireRow({ record }: { record: ProcessRecord }) {
  const { tone, word } = statusLook(record.currentStatus);
  return (
    <Link to="/processes/$id" params={{ id: record.id }} className={styles.row} title={`Last run: ${word}`}>
      <StatusIcon tone={tone} still />
      <span className={styles.id}>{record.id}</span>
      <span className={`${styles.words} mono`}>{record.schedule}</span>
      <span className={styles.when}>
        <TimeAgo at={record.nextFireAt} />
      </span>
    </Link>
  );
}
