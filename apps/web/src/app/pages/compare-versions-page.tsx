import { NativeSelect, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { typeQuery } from '../../features/process-types/api/get-type';
import { versionQuery } from '../../features/process-types/api/get-version';
import { TextDiff } from '../../features/process-types/editor/text-diff';
import styles from '../../features/process-types/components/types.module.css';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

const route = getRouteApi('/types/$name/compare');

export function CompareVersionsPage() {
  const { name } = route.useParams();
  const { from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: type } = useQuery(typeQuery(name));
  const before = useQuery(versionQuery(name, from ?? 1));
  const after = useQuery(versionQuery(name, to ?? 'current'));
  const error = before.error ?? after.error;
  const versions = Array.from({ length: type?.version ?? 0 }, (_, index) => String(index + 1)).reverse();
  return (
    <div className={page.page}>
      <title>{`Versions of ${name} · Process Orchestrator`}</title>
      <h1 className={page.title}>
        What changed in{' '}
        <Link to="/types/$name" params={{ name }}>
          {name}
        </Link>
      </h1>
      <div className={styles.startFrom}>
        from
        <NativeSelect
          size="xs"
          aria-label="From version"
          data={versions}
          value={String(before.data?.version ?? from ?? 1)}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: (search) => ({ ...search, from: Number(value) }), replace: true })
          }
        />
        to
        <NativeSelect
          size="xs"
          aria-label="To version"
          data={versions}
          value={String(after.data?.version ?? to ?? '')}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: (search) => ({ ...search, to: Number(value) }), replace: true })
          }
        />
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void Promise.all([before.refetch(), after.refetch()])} />}
      {!error && (before.data === undefined || after.data === undefined) && <Skeleton height={320} radius="md" />}
      {before.data && after.data && (
        <TextDiff
          before={before.data.yaml}
          after={after.data.yaml}
          names={[`version ${before.data.version}`, `version ${after.data.version}`]}
        />
      )}
    </div>
  );
}
