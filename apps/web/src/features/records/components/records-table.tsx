import type { ProcessRecord } from '@app/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMoreRows } from '../../../shared/table/use-more-rows';
import { useNarrow } from '../../../shared/table/use-narrow';
import { useRowSelectKey } from '../../../shared/table/use-row-select-key';
import { useSelection } from '../../../shared/table/use-selection';
import { VirtualTable } from '../../../shared/table/virtual-table';
import { useMay } from '../../account/use-may';
import { recordListQuery } from '../api/list-records';
import { isFiltered, type RecordFilter } from '../api/record-filter';
import { BulkBar } from '../bulk/bulk-bar';
import { FilteredEmpty, NoRecordsYet } from './no-records';
import { RecordAtHand } from './record-at-hand';
import { recordCardColumns, recordColumns } from './record-columns';
import styles from './record-list.module.css';
import { useSteadyRecords } from './use-steady-records';

interface RecordsTableProps {
  filter: RecordFilter;
  onFilterChange: (filter: RecordFilter) => void;
}

const CARD_HEIGHT = 64;
const NO_IDS: readonly string[] = [];

const idOf = (record: ProcessRecord) => record.id;
const stateOf = (record: ProcessRecord) => `${record.currentStatus} ${record.currentTaskIndex}`;

/** All process records of a filter, read page by page as one scrolls; nothing moves while rows are selected. */
export function RecordsTable({ filter, onFilterChange }: RecordsTableProps) {
  const list = useInfiniteQuery(recordListQuery(filter));
  const more = useMoreRows(list);
  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.rows.map(idOf)) ?? NO_IDS, [list.data]);
  const selection = useSelection(loaded);
  const { rows, changes, showChanges } = useSteadyRecords(list.data?.pages, selection.ids.size > 0);
  const selected = useMemo(() => rows.filter(({ id }) => selection.ids.has(id)), [rows, selection.ids]);
  const mayChange = useMay()('run-processes');
  useRowSelectKey(mayChange ? selection.toggle : null);
  const narrow = useNarrow();
  const columns = useMemo(() => {
    const parts = { filter, onFilterChange, selection: mayChange ? selection : null, rowCount: rows.length };
    return narrow ? recordCardColumns(parts) : recordColumns(parts);
  }, [filter, onFilterChange, selection, mayChange, rows.length, narrow]);
  return (
    <div className={styles.list} data-selecting={selection.ids.size > 0 || undefined}>
      <VirtualTable
        label="Process records"
        columns={columns}
        rows={rows}
        rowKey={idOf}
        rowState={stateOf}
        {...(narrow && { rowHeight: CARD_HEIGHT })}
        isSelected={({ id }) => selection.has(id)}
        isLoading={list.isPending}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={
          isFiltered(filter) ? <FilteredEmpty filter={filter} onFilterChange={onFilterChange} /> : <NoRecordsYet />
        }
        more={more}
        total={list.data?.pages[0]?.total ?? 0}
      />
      <RecordAtHand records={rows} />
      {mayChange && selected.length > 0 && (
        <BulkBar
          records={selected}
          changes={changes}
          onShowChanges={showChanges}
          onClear={selection.clear}
          onDeleted={selection.remove}
        />
      )}
    </div>
  );
}
