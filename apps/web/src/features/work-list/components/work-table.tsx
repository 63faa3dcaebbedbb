import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { rowsOf } from '../../../shared/request/merge-page';
import { useMoreRows } from '../../../shared/table/use-more-rows';
import { useNarrow } from '../../../shared/table/use-narrow';
import { VirtualTable } from '../../../shared/table/virtual-table';
import { workListQuery, workRowKey } from '../api/list-work';
import { filterOf, isNarrowed, type WorkListSearch } from '../api/work-list-filter';
import { workCardColumns, workColumns } from './work-columns';

const CARD_HEIGHT = 64;

interface WorkTableProps {
  search: WorkListSearch;
  /** Only the rows of this name, in a table of their own. */
  name?: string;
  actionsAllowed: boolean;
  onChange: (search: WorkListSearch) => void;
}

/** The rows of a filter, read page by page as one scrolls. */
export function WorkTable({ search, name, actionsAllowed, onChange }: WorkTableProps) {
  const filter = filterOf(search);
  const list = useInfiniteQuery(workListQuery(name === undefined ? filter : { ...filter, name }));
  const more = useMoreRows(list);
  const rows = useMemo(() => rowsOf(list.data?.pages, workRowKey), [list.data]);
  const narrow = useNarrow();
  const columns = useMemo(() => {
    const parts = { search, actionsAllowed };
    return narrow ? workCardColumns(parts) : workColumns(parts);
  }, [search, actionsAllowed, narrow]);
  return (
    <VirtualTable
      label={name === undefined ? 'Scheduled tasks' : `Scheduled tasks: ${name}`}
      columns={columns}
      rows={rows}
      rowKey={workRowKey}
      rowState={(row) => `${row.state} ${row.version}`}
      {...(narrow && { rowHeight: CARD_HEIGHT })}
      isSelected={(row) => workRowKey(row) === search.row}
      isLoading={list.isPending}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={<NoWork search={search} onChange={onChange} />}
      more={more}
      total={list.data?.pages[0]?.total ?? 0}
    />
  );
}

function NoWork({ search, onChange }: Pick<WorkTableProps, 'search' | 'onChange'>) {
  if (isNarrowed(search))
    return (
      <EmptyState
        title="Nothing in the list matches these filters"
        actions={
          <Button
            size="xs"
            variant="default"
            onClick={() => onChange({ state: search.state, sort: search.sort, grouped: search.grouped })}
          >
            Clear filters
          </Button>
        }
      />
    );
  switch (search.state) {
    case 'failed':
      return (
        <EmptyState title="Nothing waits after a failure">What is tried again later stands here until then.</EmptyState>
      );
    case 'running':
      return <EmptyState title="Nothing runs at this moment">Steps stand here while a worker holds them.</EmptyState>;
    default:
      return (
        <EmptyState title="Nothing is to be done">
          The list has one row for each thing that must happen at a time: the next step of a run, the next fire of a
          schedule, upkeep of the product. Start a process, or give one a schedule.
        </EmptyState>
      );
  }
}
