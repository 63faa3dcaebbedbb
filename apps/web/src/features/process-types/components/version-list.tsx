import type { ProcessType } from '@app/api-client';
import { Badge, Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { PlainTable } from '../../../shared/table/plain-table';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import { TimeAgo } from '../../../shared/time/time-ago';
import { useMay } from '../../account/use-may';
import { versionListQuery } from '../api/list-versions';
import styles from './types.module.css';

/** The versions of a type: who made which when, what changed, and the way back to an older one. */
export function VersionList({ type }: { type: ProcessType }) {
  useRowCommands();
  const mayWrite = useMay()('write-types');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    versionListQuery(type.name),
  );
  const versions = data?.pages.flatMap(({ rows }) => rows) ?? [];
  const params = { name: type.name };
  if (error && data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={110} radius="md" />;
  return (
    <>
      <PlainTable
        label={`Versions of ${type.name}`}
        head={['Version', 'Tasks', 'Parameters', 'Made by', 'When', 'Changes']}
      >
        {versions.map(({ version, current, taskCount, parameterCount, createdBy, createdAt }) => (
          <tr key={version} data-row={version}>
            <th scope="row" className="tabular">
              <Link to="/types/$name" params={params} search={current ? {} : { version }} className={styles.name}>
                {version}
              </Link>{' '}
              {current && (
                <Badge size="sm" variant="light" radius="sm" miw="max-content">
                  current
                </Badge>
              )}
            </th>
            <td className="tabular">{taskCount}</td>
            <td className="tabular">{parameterCount}</td>
            <td>{createdBy === 'system' ? sourceOf(type) : createdBy}</td>
            <td>
              <TimeAgo at={createdAt} />
            </td>
            <td>
              <span className={styles.rowLinks}>
                {version > 1 && (
                  <Link to="/types/$name/compare" params={params} search={{ from: version - 1, to: version }}>
                    What changed<span className={styles.unseen}> in version {version}</span>
                  </Link>
                )}
                {mayWrite && !current && type.source === 'api' && (
                  <Link to="/types/$name/edit" params={params} search={{ from: version }}>
                    Go back to it<span className={styles.unseen}>: version {version}</span>
                  </Link>
                )}
              </span>
            </td>
          </tr>
        ))}
      </PlainTable>
      {hasNextPage && (
        <Button
          size="xs"
          variant="default"
          className={styles.more}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Older versions
        </Button>
      )}
    </>
  );
}

function sourceOf({ source, sourceFile }: ProcessType): string {
  return source === 'built-in' ? 'built in' : (sourceFile ?? 'a file');
}
