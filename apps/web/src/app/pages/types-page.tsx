import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { May } from '../../features/account/components/may';
import { usageListQuery } from '../../features/process-types/api/get-usage';
import { typeListQuery } from '../../features/process-types/api/list-types';
import { BrokenFiles } from '../../features/process-types/components/broken-files';
import { TypeTable } from '../../features/process-types/components/type-table';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

/** Changes of definition files are no events: whoever looks at this page is likely to be editing one. */
const REFRESH_MS = 5_000;

export function TypesPage() {
  const { data, error, refetch } = useQuery({ ...typeListQuery, refetchInterval: REFRESH_MS });
  const { data: usage } = useQuery({ ...usageListQuery, refetchInterval: REFRESH_MS });
  const broken = data?.problems.length ?? 0;
  return (
    <div className={page.page}>
      <title>{`${broken > 0 ? `${broken} broken · ` : ''}Types · Process Orchestrator`}</title>
      <div className={page.head}>
        <h1 className={page.title}>
          Process types {data && <span className={page.count}>{data.processTypes.length}</span>}
        </h1>
        <May do="write-types">
          <Button
            size="xs"
            leftSection={<IconPlus size={15} />}
            renderRoot={(props) => <Link to="/types/new" {...props} />}
          >
            New type
          </Button>
        </May>
      </div>
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={220} radius="md" />}
      {data && data.problems.length > 0 && <BrokenFiles problems={data.problems} />}
      {data && <TypeTable types={data.processTypes} usage={usage} />}
    </div>
  );
}
