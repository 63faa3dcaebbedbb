import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { typeListQuery } from '../../features/process-types/api/list-types';
import { BrokenFiles } from '../../features/process-types/components/broken-files';
import { TypeTable } from '../../features/process-types/components/type-table';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

export function TypesPage() {
  const { data, error, refetch } = useQuery(typeListQuery);
  const broken = data?.problems.length ?? 0;
  return (
    <div className={page.page}>
      <title>{`${broken > 0 ? `${broken} broken · ` : ''}Types · Process Orchestrator`}</title>
      <h1 className={page.title}>
        Process types {data && <span className={page.count}>{data.processTypes.length}</span>}
      </h1>
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={220} radius="md" />}
      {data && data.problems.length > 0 && <BrokenFiles problems={data.problems} />}
      {data && <TypeTable types={data.processTypes} />}
    </div>
  );
}
