import type { ScheduledTaskGroups, ScheduledTaskSort } from '@app/api-client';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import type { Span } from '../../../shared/time/time-range';
import { isNarrowed, type WorkListSearch } from '../api/work-list-filter';
import { RowSearchField } from './row-search';
import { TimeRangeField } from '../../../shared/time/time-range-field';
import styles from './work-list.module.css';

const SPANS: readonly (readonly [Span, string])[] = [
  ['overdue', 'Due already'],
  ['next-1h', 'Due within an hour'],
  ['next-24h', 'Due within a day'],
];

const SORTS: readonly (readonly [ScheduledTaskSort, string])[] = [
  ['executionTime', 'Soonest first'],
  ['-executionTime', 'Latest first'],
  ['-failures', 'Most failures first'],
  ['failures', 'Fewest failures first'],
  ['taskName', 'By name'],
  ['-taskName', 'By name, backwards'],
  ['taskInstance', 'By instance'],
  ['-taskInstance', 'By instance, backwards'],
];

interface WorkFiltersProps {
  search: WorkListSearch;
  groups: ScheduledTaskGroups | undefined;
  onChange: (search: WorkListSearch) => void;
}

/** What narrows the list, its order, and whether it is grouped. */
export function WorkFilters({ search, groups, onChange }: WorkFiltersProps) {
  const { name } = search;
  const names = groups?.groups.map(({ taskName }) => taskName) ?? [];
  const all = name === undefined || names.includes(name) ? names : [name, ...names];
  return (
    <search className={styles.filters}>
      <RowSearchField filter={search} onChange={(change) => onChange({ ...search, ...change })} />
      <NativeSelect
        size="xs"
        aria-label="Name"
        value={name ?? ''}
        data={[{ value: '', label: 'All names' }, ...all.map((value) => ({ value, label: value }))]}
        onChange={(event) => onChange({ ...search, name: event.currentTarget.value || undefined })}
      />
      <TimeRangeField
        label="Due"
        spans={SPANS}
        range={search}
        onChange={(range) => onChange({ ...search, ...range })}
      />
      <NativeSelect
        size="xs"
        aria-label="Order"
        value={search.sort ?? 'executionTime'}
        data={SORTS.map(([value, label]) => ({ value, label }))}
        onChange={(event) =>
          onChange({ ...search, sort: SORTS.find(([sort]) => sort === event.currentTarget.value)?.[0] })
        }
      />
      <Checkbox
        size="xs"
        label="Group by name"
        checked={search.grouped ?? false}
        onChange={(event) =>
          onChange({ ...search, grouped: event.currentTarget.checked || undefined, folded: undefined })
        }
      />
      {isNarrowed(search) && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => onChange({ state: search.state, sort: search.sort, grouped: search.grouped })}
        >
          Clear filters
        </Button>
      )}
    </search>
  );
}
