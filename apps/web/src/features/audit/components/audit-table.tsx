import { Button, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { rowsOf } from '../../../shared/request/merge-page';
import { PlainTable } from '../../../shared/table/plain-table';
import { auditQuery } from '../api/list-audit';
import type { AuditFilter } from '../audit-filter';
import { AuditRow } from './audit-row';

const HEAD = ['What', 'Who', 'Target', 'Outcome', 'When', 'From', 'Why'];
const NARROW_HEAD = ['What, who, target', 'Outcome'];

/** The entries of a filter, the latest first. */
export function AuditTable({ filter }: { filter: AuditFilter }) {
  const list = useInfiniteQuery(auditQuery(filter));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  if (error && data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={320} radius="md" />;
  const rows = rowsOf(data.pages, ({ id }) => String(id));
  if (rows.length === 0) return <EmptyState title="No entry matches these filters">Texts have to be whole.</EmptyState>;
  return (
    <>
      <PlainTable label="Audit" head={narrow ? NARROW_HEAD : HEAD}>
        {rows.map((entry) => (
          <AuditRow key={entry.id} entry={entry} filter={filter} narrow={narrow} />
        ))}
      </PlainTable>
      {isFetchNextPageError && <ErrorNotice error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && !isFetchNextPageError && (
        <div>
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
