import type { ProcessRecord } from '@app/api-client';
import { StatusBadge } from '../../../shared/status/status-badge';
import type { Column } from '../../../shared/table/column';
import type { Selection } from '../../../shared/table/use-selection';
import { TimeAgo } from '../../../shared/time/time-ago';
import type { RecordFilter } from '../api/record-filter';
import { NextFireCell } from './next-fire-cell';
import { ProgressBar } from './progress-bar';
import { RecordCard } from './record-card';
import { RecordLink } from './record-link';
import styles from './record-list.module.css';
import { RowActions } from './row-actions';
import { RunDuration } from './run-duration';
import { SelectBox } from './select-box';
import { SortHeader, type SortColumn } from './sort-header';

interface ColumnParts {
  readonly filter: RecordFilter;
  readonly onFilterChange: (filter: RecordFilter) => void;
  /** Null for those who cannot change records: nothing can be selected, and rows have no actions. */
  readonly selection: Selection | null;
  readonly rowCount: number;
}

/** The columns of the list of records on a wide screen. */
export function recordColumns(parts: ColumnParts): Column<ProcessRecord>[] {
  const { filter, onFilterChange, selection } = parts;
  const header = (label: string, by: SortColumn) => (
    <SortHeader label={label} by={by} sort={filter.sort} onSort={(sort) => onFilterChange({ ...filter, sort })} />
  );
  return [
    {
      key: 'id',
      header: (
        <span className={styles.first}>
          {selection && <SelectAll selection={selection} rowCount={parts.rowCount} />}
          {header('Process', 'id')}
        </span>
      ),
      width: 200,
      cell: (record) => (
        <span className={styles.first}>
          {selection && <SelectOne record={record} selection={selection} />}
          <RecordLink id={record.id} />
        </span>
      ),
    },
    {
      key: 'status',
      header: header('Status', 'status'),
      width: 130,
      cell: (record) => <StatusBadge status={record.currentStatus} />,
    },
    {
      key: 'type',
      header: header('Type', 'type'),
      width: 150,
      leaveOut: 3,
      cell: (record) => <span title={record.type}>{record.type}</span>,
    },
    { key: 'progress', header: 'Progress', width: 126, cell: (record) => <ProgressBar record={record} /> },
    {
      key: 'started',
      header: 'Last run',
      width: 84,
      leaveOut: 5,
      cell: (record) => <TimeAgo at={record.startedWhen} />,
    },
    { key: 'duration', header: 'Took', width: 212, leaveOut: 4, cell: (record) => <RunDuration record={record} /> },
    {
      key: 'next',
      header: header('Next fire', 'nextFireAt'),
      width: 88,
      leaveOut: 2,
      cell: (record) => <NextFireCell record={record} />,
    },
    {
      key: 'created',
      header: header('Created', 'createdAt'),
      width: 88,
      leaveOut: 1,
      cell: (record) => <TimeAgo at={record.createdAt} />,
    },
    ...(selection
      ? [
          {
            key: 'actions',
            header: 'Actions',
            width: 80,
            cell: (record: ProcessRecord) => <RowActions record={record} />,
          },
        ]
      : []),
  ];
}

/** The same on a phone: one column of cards. */
export function recordCardColumns({ selection, rowCount }: ColumnParts): Column<ProcessRecord>[] {
  return [
    {
      key: 'card',
      header: (
        <span className={styles.first}>
          {selection && <SelectAll selection={selection} rowCount={rowCount} />} Process
        </span>
      ),
      width: 320,
      fullWidth: true,
      cell: (record) => (
        <RecordCard
          record={record}
          select={selection && <SelectOne record={record} selection={selection} />}
          actions={selection && <RowActions record={record} />}
        />
      ),
    },
  ];
}

function SelectOne({ record, selection }: { record: ProcessRecord; selection: Selection }) {
  return (
    <SelectBox
      label={`Select ${record.id}`}
      checked={selection.has(record.id)}
      onToggle={(range) => selection.toggle(record.id, range)}
    />
  );
}

function SelectAll({ selection, rowCount }: { selection: Selection; rowCount: number }) {
  const all = rowCount > 0 && selection.ids.size >= rowCount;
  return (
    <SelectBox
      label={`Select all ${rowCount} that are loaded`}
      checked={all}
      partly={selection.ids.size > 0 && !all}
      onToggle={selection.toggleAll}
    />
  );
}
