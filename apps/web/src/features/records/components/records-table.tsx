import type { ProcessRecord } from '@app/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { rowsOf } from '../../../shared/request/merge-page';
import { StatusBadge } from '../../../shared/status/status-badge';
import type { Column } from '../../../shared/table/column';
import { useMoreRows } from '../../../shared/table/use-more-rows';
import { VirtualTable } from '../../../shared/table/virtual-table';
import { Duration } from '../../../shared/time/duration';
import { TimeAgo } from '../../../shared/time/time-ago';
import { recordListQuery } from '../api/list-records';
import { isFiltered, type RecordFilter } from '../api/record-filter';
import { FilteredEmpty, NoRecordsYet } from './no-records';
import { ProgressBar } from './progress-bar';
import { RecordLink } from './record-link';
import { endOf } from './record-times';
import { RowActions } from './row-actions';
import { SortHeader } from './sort-header';

interface RecordsTableProps {
  filter: RecordFilter;
  onFilterChange: (filter: RecordFilter) => void;
}

const idOf = (record: ProcessRecord) => record.id;
const stateOf = (record: ProcessRecord) => `${record.currentStatus} ${record.currentTaskIndex}`;

/** All process records of a filter, read page by page as one scrolls. */
export function RecordsTable({ filter, onFilterChange }: RecordsTableProps) {
  const list = useInfiniteQuery(recordListQuery(filter));
  const more = useMoreRows(list);
  const rows = useMemo(() => rowsOf(list.data?.pages, idOf), [list.data?.pages]);
  const columns = useMemo(() => columnsFor(filter, onFilterChange), [filter, onFilterChange]);
  return (
    <VirtualTable
      label="Process records"
      columns={columns}
      rows={rows}
      rowKey={idOf}
      rowState={stateOf}
      isLoading={list.isPending}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={isFiltered(filter) ? <FilteredEmpty filter={filter} onFilterChange={onFilterChange} /> : <NoRecordsYet />}
      more={more}
      total={list.data?.pages[0]?.total ?? 0}
    />
  );
}

function columnsFor(filter: RecordFilter, onChange: (filter: RecordFilter) => void): Column<ProcessRecord>[] {
  const header = (label: string, by: 'id' | 'status' | 'type' | 'createdAt') => (
    <SortHeader label={label} by={by} sort={filter.sort} onSort={(sort) => onChange({ ...filter, sort })} />
  );
  return [
    { key: 'id', header: header('Process', 'id'), width: 220, cell: (record) => <RecordLink id={record.id} /> },
    {
      key: 'status',
      header: header('Status', 'status'),
      width: 132,
      cell: (record) => <StatusBadge status={record.currentStatus} />,
    },
    {
      key: 'type',
      header: header('Type', 'type'),
      width: 172,
      cell: (record) => <span title={record.type}>{record.type}</span>,
    },
    { key: 'progress', header: 'Progress', width: 140, cell: (record) => <ProgressBar record={record} /> },
    { key: 'started', header: 'Last run', width: 96, cell: (record) => <TimeAgo at={record.startedWhen} /> },
    {
      key: 'duration',
      header: 'Duration',
      width: 92,
      align: 'end',
      cell: (record) => <Duration from={record.startedWhen} to={endOf(record)} />,
    },
    { key: 'next', header: 'Next fire', width: 92, cell: (record) => <TimeAgo at={record.nextFireAt} /> },
    {
      key: 'created',
      header: header('Created', 'createdAt'),
      width: 98,
      cell: (record) => <TimeAgo at={record.createdAt} />,
    },
    { key: 'actions', header: 'Actions', width: 88, cell: (record) => <RowActions record={record} /> },
  ];
}
