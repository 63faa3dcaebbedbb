import type { Execution } from '@app/api-client';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { rowsOf } from '../../../shared/request/merge-page';
import { StatusBadge } from '../../../shared/status/status-badge';
import type { Column } from '../../../shared/table/column';
import { useMoreRows } from '../../../shared/table/use-more-rows';
import { useNarrow } from '../../../shared/table/use-narrow';
import { VirtualTable } from '../../../shared/table/virtual-table';
import { Duration } from '../../../shared/time/duration';
import { TimeAgo } from '../../../shared/time/time-ago';
import { executionKey, executionsQuery } from '../api/list-executions';
import type { HistoryFilter } from '../api/work-list-filter';
import { executionStatus } from '../work-words';
import styles from './work-list.module.css';
import { WorkSubject } from './work-subject';

const CARD_HEIGHT = 64;
const NOTHING = <span className="soft">–</span>;

const COLUMNS: readonly Column<Execution>[] = [
  { key: 'what', header: 'What', width: 270, cell: (row) => <WorkSubject row={row} />, leads: () => true },
  { key: 'name', header: 'Name', width: 156, leaveOut: 2, cell: (row) => <span className="mono">{row.taskName}</span> },
  {
    key: 'outcome',
    header: 'Outcome',
    width: 120,
    cell: (row) => <StatusBadge status={executionStatus(row.outcome)} />,
  },
  {
    key: 'attempt',
    header: 'Attempt',
    width: 70,
    leaveOut: 3,
    align: 'end',
    cell: ({ attempt }) => attempt ?? NOTHING,
  },
  { key: 'began', header: 'Began', width: 90, cell: ({ startedAt }) => <TimeAgo at={startedAt} /> },
  { key: 'took', header: 'Took', width: 80, cell: (row) => <Duration from={row.startedAt} to={row.completedAt} /> },
  {
    key: 'error',
    header: 'Why',
    width: 230,
    cell: ({ errorMessage }) => (errorMessage === null ? NOTHING : <span title={errorMessage}>{errorMessage}</span>),
  },
  {
    key: 'worker',
    leaveOut: 1,
    header: 'Worker',
    width: 120,
    cell: ({ workerId }) => (workerId === null ? NOTHING : <span title={workerId}>{workerId}</span>),
  },
];

const CARD_COLUMNS: readonly Column<Execution>[] = [
  {
    key: 'card',
    header: 'What',
    width: 320,
    fullWidth: true,
    cell: (row) => (
      <span className={styles.card}>
        <WorkSubject row={row} />
        <StatusBadge status={executionStatus(row.outcome)} />
        <span className={styles.cardFacts}>
          <TimeAgo at={row.startedAt} />
          <Duration from={row.startedAt} to={row.completedAt} />
          {row.errorMessage}
        </span>
      </span>
    ),
  },
];

/** What was done from the work list, the latest first. */
export function HistoryTable({ filter }: { filter: HistoryFilter }) {
  const list = useInfiniteQuery(executionsQuery(filter));
  const more = useMoreRows(list);
  const rows = useMemo(() => rowsOf(list.data?.pages, executionKey), [list.data]);
  const narrow = useNarrow();
  return (
    <VirtualTable
      label="History"
      columns={narrow ? CARD_COLUMNS : COLUMNS}
      rows={rows}
      rowKey={executionKey}
      rowState={({ outcome }) => outcome ?? 'running'}
      {...(narrow && { rowHeight: CARD_HEIGHT })}
      isLoading={list.isPending}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={
        list.hasNextPage ? (
          <EmptyState
            title="Nothing found so far"
            actions={
              <Button size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Look further back
              </Button>
            }
          >
            The newest part of the history was looked through.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing was done that matches">
            Attempts at steps, fires of schedules and rounds of upkeep stand here, the latest first.
          </EmptyState>
        )
      }
      more={more}
      total={rows.length}
    />
  );
}
