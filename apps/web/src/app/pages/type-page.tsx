import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { typeQuery } from '../../features/process-types/api/get-type';
import { usageQuery } from '../../features/process-types/api/get-usage';
import { versionQuery } from '../../features/process-types/api/get-version';
import { DeleteType } from '../../features/process-types/components/delete-type';
import { OlderVersionNote } from '../../features/process-types/components/older-version-note';
import { OwnerNote } from '../../features/process-types/components/owner-note';
import { TypeActions } from '../../features/process-types/components/type-actions';
import { TypeDetail } from '../../features/process-types/components/type-detail';
import { TypeFacts } from '../../features/process-types/components/type-facts';
import { VersionList } from '../../features/process-types/components/version-list';
import styles from '../../features/process-types/components/types.module.css';
import { EmptyState } from '../../shared/feedback/empty-state';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { CopyButton } from '../../shared/text/copy-button';
import { isNotFound } from '../../shared/request/request-error';
import page from './page.module.css';

const route = getRouteApi('/types/$name');

export function TypePage() {
  const { name } = route.useParams();
  const { version } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: type, error, refetch } = useQuery(typeQuery(name));
  const { data: usage } = useQuery(usageQuery(name));
  const shown = useQuery(versionQuery(name, version ?? 'current'));
  const [isDeleting, setDeleting] = useState(false);
  const failure = error ?? shown.error;
  if (isNotFound(error))
    return <EmptyState isPage title={`There is no type “${name}”`} actions={<Link to="/types">All types</Link>} />;
  return (
    <div className={page.page}>
      <title>{`${name} · Types · Process Orchestrator`}</title>
      <div className={page.head}>
        <h1>{name}</h1>
        {type && <TypeActions type={type} onDelete={() => setDeleting(true)} />}
      </div>
      {failure && (type === undefined || shown.data === undefined) && (
        <ErrorNotice error={failure} onRetry={() => void Promise.all([refetch(), shown.refetch()])} />
      )}
      {!failure && (type === undefined || shown.data === undefined) && <Skeleton height={320} radius="md" />}
      {isDeleting && (
        <DeleteType
          name={name}
          usage={usage}
          onCancel={() => setDeleting(false)}
          onDeleted={() => void navigate({ to: '/types' })}
        />
      )}
      {type && <TypeFacts type={type} usage={usage} />}
      {type && <OwnerNote source={type.source} sourceFile={type.sourceFile} />}
      {type && shown.data && !shown.data.current && <OlderVersionNote type={type} version={shown.data} />}
      {shown.data && <TypeDetail type={{ name, ...shown.data }} />}
      {type && (
        <section className={styles.section} aria-labelledby="versions-title">
          <h2 id="versions-title">Versions</h2>
          <VersionList type={type} />
        </section>
      )}
      {shown.data && (
        <section className={styles.section} aria-labelledby="yaml-title">
          <h2 id="yaml-title">
            As YAML <CopyButton text={shown.data.yaml} what="YAML" />
          </h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className={styles.yaml} tabIndex={0}>
            {shown.data.yaml}
          </pre>
        </section>
      )}
    </div>
  );
}
