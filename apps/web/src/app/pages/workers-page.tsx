import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { statisticsQuery } from '../../features/statistics/api/get-statistics';
import { workerListQuery } from '../../features/workers/api/list-workers';
import { NoWorker } from '../../features/workers/components/no-worker';
import { WorkerList } from '../../features/workers/components/worker-list';
import styles from '../../features/workers/components/workers.module.css';
import { slotsOf } from '../../features/workers/worker-life';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

export function WorkersPage() {
  const { data, error, refetch } = useQuery(workerListQuery);
  const { data: statistics } = useQuery(statisticsQuery());
  const target = useLocation({ select: ({ hash }) => hash });
  const alive = data?.filter((worker) => worker.alive) ?? [];
  const { used, all } = slotsOf(alive);
  const isMissing = data !== undefined && target !== '' && !data.some(({ id }) => id === target);
  return (
    <div className={page.page}>
      <title>{`${data === undefined ? '' : `${alive.length} alive · `}Workers · Process Orchestrator`}</title>
      <h1 className={page.title}>
        Workers{' '}
        {data && (
          <span className={page.count}>
            {alive.length} alive{alive.length > 0 && `, ${used} of ${all} slots in use`}
          </span>
        )}
      </h1>
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={150} radius="md" />}
      {isMissing && (
        <p className={styles.missing}>
          Worker <span className="mono">{target}</span> ended more than an hour ago and is not listed any more.
        </p>
      )}
      {data && alive.length === 0 && <NoWorker waiting={statistics?.queueDepth} />}
      {data && <WorkerList workers={data} target={target} />}
    </div>
  );
}
