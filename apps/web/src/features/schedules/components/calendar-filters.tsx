import { Button, NativeSelect } from '@mantine/core';
import { SearchInput } from '../../../shared/text/search-input';
import { filterOf, type SchedulesSearch } from '../api/calendar-search';
import styles from './calendar-state.module.css';

const PAUSED = [
  { value: '', label: 'Paused or not' },
  { value: 'false', label: 'Not paused' },
  { value: 'true', label: 'Paused' },
];

interface CalendarFiltersProps {
  search: SchedulesSearch;
  typeNames: readonly string[];
  onChange: (search: SchedulesSearch) => void;
}

/** What narrows the schedules that are shown. */
export function CalendarFilters({ search, typeNames, onChange }: CalendarFiltersProps) {
  const { type, schedule, scheduleTimeZone, paused, failing } = search;
  const types = type === undefined || typeNames.includes(type) ? typeNames : [type, ...typeNames];
  return (
    <search className={styles.filters}>
      <SearchInput
        label="Search by process"
        value={search.search ?? ''}
        onChange={(text) => onChange({ ...search, search: text || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label="Type"
        value={type ?? ''}
        data={[{ value: '', label: 'All types' }, ...types.map((name) => ({ value: name, label: name }))]}
        onChange={(event) => onChange({ ...search, type: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label="Paused"
        value={paused === undefined ? '' : String(paused)}
        data={PAUSED}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...search, paused: value === '' ? undefined : value === 'true' })
        }
      />
      {search.view === 'timeline' && (
        <NativeSelect
          size="xs"
          aria-label="Order"
          value={search.sort ?? 'id'}
          data={[
            { value: 'id', label: 'By name' },
            { value: 'nextFireAt', label: 'Next fire first' },
          ]}
          onChange={(event) =>
            onChange({ ...search, sort: event.currentTarget.value === 'nextFireAt' ? 'nextFireAt' : undefined })
          }
        />
      )}
      {schedule !== undefined && (
        <span className={styles.chip}>
          <span className="mono">{schedule}</span> {scheduleTimeZone ?? 'UTC'}
        </span>
      )}
      {failing && <span className={styles.chip}>in trouble</span>}
      {Object.keys(filterOf(search)).length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() =>
            onChange({
              view: search.view,
              span: search.span,
              day: search.day,
              sort: search.sort,
              threshold: search.threshold,
            })
          }
        >
          Clear filters
        </Button>
      )}
    </search>
  );
}
