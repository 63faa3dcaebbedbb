import type { RunStatus, ScheduleState } from '@app/api-client';
import { Button, NativeSelect } from '@mantine/core';
import { statusLook } from '../../../shared/status/display-status';
import { SearchInput } from '../../../shared/text/search-input';
import { type EndedWithin, isFiltered, type RecordFilter, withoutFilter } from '../api/record-filter';
import styles from './record.module.css';

const STATUSES: readonly RunStatus[] = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED'];
const ENDED: readonly { value: EndedWithin | ''; label: string }[] = [
  { value: '', label: 'Ended any time' },
  { value: 'today', label: 'Ended today' },
  { value: '7d', label: 'Ended in 7 days' },
];
const SCHEDULES: readonly { value: ScheduleState | ''; label: string }[] = [
  { value: '', label: 'With or without schedule' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'paused', label: 'Schedule paused' },
  { value: 'error', label: 'Schedule in error' },
  { value: 'none', label: 'Not scheduled' },
];

interface RecordFiltersProps {
  filter: RecordFilter;
  typeNames: readonly string[];
  onChange: (filter: RecordFilter) => void;
  /** Also by schedule and by when the latest run ended. */
  all?: boolean;
}

/** Search, type and status of a list of records. */
export function RecordFilters({ filter, typeNames, onChange, all = false }: RecordFiltersProps) {
  const types = filter.type === undefined || typeNames.includes(filter.type) ? typeNames : [filter.type, ...typeNames];
  return (
    <search className={styles.filters}>
      <SearchInput
        label="Search by id"
        className={styles.filterSearch}
        value={filter.search ?? ''}
        onChange={(search) => onChange({ ...filter, search: search || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label="Type"
        value={filter.type ?? ''}
        data={[{ value: '', label: 'All types' }, ...types.map((name) => ({ value: name, label: name }))]}
        onChange={(event) => onChange({ ...filter, type: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label="Status"
        value={filter.status ?? ''}
        data={[
          { value: '', label: 'All statuses' },
          ...STATUSES.map((value) => ({ value, label: statusLook(value).word })),
        ]}
        onChange={(event) =>
          onChange({ ...filter, status: STATUSES.find((status) => status === event.currentTarget.value) })
        }
      />
      {all && (
        <>
          <NativeSelect
            size="xs"
            aria-label="Last run ended"
            value={filter.ended ?? ''}
            data={[...ENDED]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange({ ...filter, ended: value === '' ? undefined : (value as EndedWithin) });
            }}
          />
          <NativeSelect
            size="xs"
            aria-label="Schedule"
            value={filter.scheduleState ?? ''}
            data={[...SCHEDULES]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange({ ...filter, scheduleState: value === '' ? undefined : (value as ScheduleState) });
            }}
          />
        </>
      )}
      {isFiltered(filter) && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(withoutFilter(filter))}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
