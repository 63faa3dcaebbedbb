import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { NeedsRole } from '../../features/account/components/needs-role';
import { schemaQuery } from '../../features/process-types/api/get-schema';
import { typeQuery } from '../../features/process-types/api/get-type';
import { versionQuery } from '../../features/process-types/api/get-version';
import { OwnerNote } from '../../features/process-types/components/owner-note';
import { EditDefinition } from '../../features/process-types/editor/edit-definition';
import { EmptyState } from '../../shared/feedback/empty-state';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { isNotFound } from '../../shared/request/request-error';
import page from './page.module.css';

const route = getRouteApi('/types/$name/edit');

export function EditTypePage() {
  return (
    <NeedsRole permission="write-types" doing="Writing process types">
      <EditType />
    </NeedsRole>
  );
}

function EditType() {
  const { name } = route.useParams();
  const { from, review } = route.useSearch();
  const navigate = route.useNavigate();
  const type = useQuery(typeQuery(name));
  const current = useQuery(versionQuery(name, 'current'));
  const start = useQuery(versionQuery(name, from ?? 'current'));
  const schema = useQuery(schemaQuery);
  const needed = [type, current, start, schema];
  const error = needed.find((query) => query.error)?.error;
  if (isNotFound(error))
    return <EmptyState isPage title={`There is no type “${name}”`} actions={<Link to="/types">All types</Link>} />;
  const isOurs = type.data?.source === 'api';
  const isReady = current.data && start.data && schema.data && isOurs;
  return (
    <div className={page.page}>
      <title>{`Edit ${name} · Types · Process Orchestrator`}</title>
      <h1 className={page.title}>{review ? `Review the changes of ${name}` : `Edit ${name}`}</h1>
      {!review && from !== undefined && current.data && (
        <p className={page.hint}>
          This is the text of version {from}. Saving it makes version {current.data.version + 1}.
        </p>
      )}
      {error && <ErrorNotice error={error} onRetry={() => void Promise.all(needed.map((query) => query.refetch()))} />}
      {!error && !isReady && (type.data === undefined || isOurs) && <Skeleton height={420} radius="md" />}
      {type.data && !isOurs && <OwnerNote source={type.data.source} sourceFile={type.data.sourceFile} />}
      {isReady && (
        <EditDefinition
          key={`${name} ${from}`}
          name={name}
          current={current.data}
          initial={start.data.yaml}
          schema={schema.data}
          isReview={review === true}
          onReview={(isReview) =>
            void navigate({ search: (search) => ({ ...search, review: isReview || undefined }), replace: !isReview })
          }
          onSaved={() => void navigate({ to: '/types/$name', params: { name }, ignoreBlocker: true })}
          cancel={
            <Link to="/types/$name" params={{ name }}>
              Cancel
            </Link>
          }
        />
      )}
    </div>
  );
}
