import type { ProcessRecord } from '@app/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { rowsOf } from '../../../shared/request/merge-page';
import { StatusBadge } from '../../../shared/status/status-badge';
import type { Column } from '../../../shared/table/column';
import { useMoreRows } from '../../../shared/table/use-more-rows';
import { VirtualTable } from '../../../shared/table/virtual-table';
import { type MatrixRow, matrixQuery } from '../api/list-matrix';
import { isFiltered, type RecordFilter } from '../api/record-filter';
import { FilteredEmpty, NoRecordsYet } from './no-records';
import { RecordAtHand } from './record-at-hand';
import { RecordLink } from './record-link';
import { TaskCell } from './task-cell';
import { taskNamesOf } from './task-names';

interface TaskMatrixProps {
  filter: RecordFilter;
  onFilterChange: (filter: RecordFilter) => void;
}

const idOf = (row: MatrixRow) => row.record.id;
const stateOf = ({ record, tasks }: MatrixRow) => `${record.currentStatus} ${tasks.map((task) => task.status).join()}`;

/** Process records × task names: how far the latest run of each has come. */
export function TaskMatrix({ filter, onFilterChange }: TaskMatrixProps) {
  const matrix = useInfiniteQuery(matrixQuery(filter));
  const more = useMoreRows(matrix);
  const rows = useMemo(() => rowsOf(matrix.data?.pages, idOf), [matrix.data?.pages]);
  const taskNames = taskNamesOf(rows).join('\n');
  const columns = useMemo(() => columnsFor(taskNames === '' ? [] : taskNames.split('\n')), [taskNames]);
  const records = useMemo(() => rows.map(({ record }) => record), [rows]);
  return (
    <>
      <RecordAtHand records={records} />
      <VirtualTable
        label="Process records and their tasks"
        columns={columns}
        rows={rows}
        rowKey={idOf}
        rowState={stateOf}
        isLoading={matrix.isPending}
        error={matrix.error}
        onRetry={() => void matrix.refetch()}
        empty={
          isFiltered(filter) ? <FilteredEmpty filter={filter} onFilterChange={onFilterChange} /> : <NoRecordsYet />
        }
        more={more}
        total={matrix.data?.pages[0]?.total ?? 0}
      />
    </>
  );
}

function columnsFor(taskNames: readonly string[]): Column<MatrixRow>[] {
  return [
    {
      key: 'record',
      header: 'Process',
      width: 230,
      cell: ({ record }) => <RecordLink id={record.id} />,
      leads: () => true,
    },
    { key: 'status', header: 'Status', width: 166, cell: ({ record }) => <RecordStatus record={record} /> },
    ...taskNames.map((name) => ({
      key: `task:${name}`,
      header: <span title={name}>{name}</span>,
      width: 124,
      leads: ({ tasks }: MatrixRow) => tasks.some((task) => task.taskName === name),
      cell: ({ record, tasks }: MatrixRow) => (
        <TaskCell task={tasks.find((task) => task.taskName === name)} recordStatus={record.currentStatus} />
      ),
    })),
  ];
}

function RecordStatus({ record }: { record: ProcessRecord }) {
  const progress =
    record.currentStatus === 'IN_PROGRESS' ? `${record.currentTaskIndex}/${record.totalTasks}` : undefined;
  return <StatusBadge status={record.currentStatus} detail={progress} />;
}
