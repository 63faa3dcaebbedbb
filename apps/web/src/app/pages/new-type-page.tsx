import { NativeSelect, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { NeedsRole } from '../../features/account/components/needs-role';
import { schemaQuery } from '../../features/process-types/api/get-schema';
import { versionQuery } from '../../features/process-types/api/get-version';
import { typeListQuery } from '../../features/process-types/api/list-types';
import styles from '../../features/process-types/components/types.module.css';
import { EditDefinition } from '../../features/process-types/editor/edit-definition';
import { duplicateText, SAMPLE_DEFINITION } from '../../features/process-types/start-text';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

const route = getRouteApi('/types/new');

export function NewTypePage() {
  return (
    <NeedsRole permission="write-types" doing="Writing process types">
      <NewType />
    </NeedsRole>
  );
}

function NewType() {
  const { from, review } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: schema, error, refetch } = useQuery(schemaQuery);
  const { data: types } = useQuery(typeListQuery);
  const original = useQuery({ ...versionQuery(from ?? '', 'current'), enabled: from !== undefined });
  const failure = error ?? original.error;
  const initial = from === undefined ? SAMPLE_DEFINITION : original.data && duplicateText(original.data.yaml, from);
  const names = types?.processTypes.map(({ name }) => name) ?? (from === undefined ? [] : [from]);
  return (
    <div className={page.page}>
      <title>New type · Process Orchestrator</title>
      <h1 className={page.title}>{review ? 'Review the new type' : 'New process type'}</h1>
      {!review && (
        <div className={styles.startFrom}>
          Start from
          <NativeSelect
            size="xs"
            aria-label="Start from"
            data={[{ value: '', label: 'a small example' }, ...names]}
            value={from ?? ''}
            onChange={({ currentTarget: { value } }) => void navigate({ search: value === '' ? {} : { from: value } })}
          />
        </div>
      )}
      {failure && <ErrorNotice error={failure} onRetry={() => void Promise.all([refetch(), original.refetch()])} />}
      {!failure && (schema === undefined || initial === undefined) && <Skeleton height={420} radius="md" />}
      {schema && initial !== undefined && (
        <EditDefinition
          key={from ?? ''}
          name={null}
          current={null}
          initial={initial}
          schema={schema}
          isReview={review === true}
          onReview={(isReview) =>
            void navigate({ search: (search) => ({ ...search, review: isReview || undefined }), replace: !isReview })
          }
          onSaved={(name) => void navigate({ to: '/types/$name', params: { name }, ignoreBlocker: true })}
          cancel={<Link to="/types">Cancel</Link>}
        />
      )}
    </div>
  );
}
