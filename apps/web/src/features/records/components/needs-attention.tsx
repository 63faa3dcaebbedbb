import type { Attention, AttentionReason } from '@app/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { StatusTone } from '../../../shared/status/display-status';
import { endingWords } from '../../../shared/status/ending-words';
import { StatusIcon } from '../../../shared/status/status-icon';
import { waitingWords } from '../../../shared/status/waiting-words';
import { useSecondsNow } from '../../../shared/time/ticker';
import { TimeAgo } from '../../../shared/time/time-ago';
import { useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { attentionQuery } from '../api/list-attention';
import styles from './digest.module.css';
import { DigestList } from './digest-list';

interface NeedsAttentionProps {
  limit: number;
  /** Records whose latest run failed, if it is known. */
  failed: number | undefined;
}

/** What does not get on, and what failed last: the failing task's output is one click away. */
export function NeedsAttention({ limit, failed }: NeedsAttentionProps) {
  const { data, error, refetch } = useQuery(attentionQuery(limit));
  const shown = data?.filter(({ reason }) => reason === 'failed').length ?? 0;
  const total = (data?.length ?? 0) + Math.max(0, (failed ?? 0) - shown);
  return (
    <DigestList
      title="Needs attention"
      list={{ data: data && { rows: data, next: null, total }, error, refetch }}
      filter={{ status: 'FAILED', sort: '-updatedAt' }}
      empty="Nothing has failed, and nothing is stuck."
      rowKey={({ recordId }) => recordId}
      row={(row) => <AttentionRow row={row} />}
    />
  );
}

function AttentionRow({ row }: { row: Attention }) {
  const { recordId, task, reason, since, waiting } = row;
  const now = useSecondsNow(waiting !== null);
  const [utc] = useTimesInUtc();
  const words = waiting === null ? reasonWords(row) : waitingWords(waiting, now, utc);
  return (
    <Link
      to="/processes/$id"
      params={{ id: recordId }}
      search={task === null ? {} : { task: task.taskIndex }}
      className={styles.row}
      title={row.errorMessage ?? words}
    >
      <StatusIcon tone={toneOf(reason)} />
      <span className={styles.id}>{recordId}</span>
      {task && <span className={styles.task}>{task.taskName}</span>}
      <span className={styles.words}>{words}</span>
      <span className={styles.when}>
        <TimeAgo at={since} />
      </span>
    </Link>
  );
}

function toneOf(reason: AttentionReason): StatusTone {
  switch (reason) {
    case 'failed':
      return 'failed';
    case 'worker-lost':
      return 'lost';
    case 'retrying':
      return 'retrying';
    case 'waiting':
      return 'pending';
    default:
      return reason satisfies never;
  }
}

function reasonWords({ reason, task, errorMessage }: Attention): string {
  switch (reason) {
    case 'failed':
      return task === null ? (errorMessage ?? 'failed') : endingWords(task);
    case 'worker-lost':
      return 'its worker was lost';
    case 'retrying':
      return 'will be tried again';
    case 'waiting':
      return 'has waited for more than a minute';
    default:
      return reason satisfies never;
  }
}
