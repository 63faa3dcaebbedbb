import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { workerListQuery } from '../../features/workers/api/list-workers';
import { WorkerTable } from '../../features/workers/components/worker-table';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

export function WorkersPage() {
  const { data, error, refetch } = useQuery(workerListQuery);
  const alive = data?.filter((worker) => worker.alive).length;
  return (
    <div className={page.page}>
      <title>{`${alive === undefined ? '' : `${alive} alive · `}Workers · Process Orchestrator`}</title>
      <h1 className={page.title}>Workers {alive !== undefined && <span className={page.count}>{alive} alive</span>}</h1>
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={180} radius="md" />}
      {data && <WorkerTable workers={data} />}
    </div>
  );
}
