import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { typeQuery } from '../../features/process-types/api/get-type';
import { TypeDetail } from '../../features/process-types/components/type-detail';
import { EmptyState } from '../../shared/feedback/empty-state';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { isNotFound } from './is-not-found';
import page from './page.module.css';

const route = getRouteApi('/types/$name');

export function TypePage() {
  const { name } = route.useParams();
  const { data, error, refetch } = useQuery(typeQuery(name));
  if (isNotFound(error))
    return <EmptyState isPage title={`There is no type “${name}”`} actions={<Link to="/types">All types</Link>} />;
  return (
    <div className={page.page}>
      <title>{`${name} · Types · Process Orchestrator`}</title>
      <div className={page.head}>
        <h1>{name}</h1>
        <Button
          size="xs"
          leftSection={<IconPlus size={15} />}
          renderRoot={(props) => <Link to="/processes/new" search={{ type: name }} {...props} />}
        >
          New process of this type
        </Button>
      </div>
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={320} radius="md" />}
      {data && <TypeDetail type={data} />}
    </div>
  );
}
