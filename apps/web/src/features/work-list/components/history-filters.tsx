import { Button, NativeSelect } from '@mantine/core';
import type { ExecutionKind } from '@app/api-client';
import type { Span } from '../../../shared/time/time-range';
import { type HistoryFilter, isNarrowed } from '../api/work-list-filter';
import { OUTCOME_WORDS } from '../work-words';
import { RowSearchField } from './row-search';
import { TimeRangeField } from '../../../shared/time/time-range-field';
import styles from './work-list.module.css';

const SPANS: readonly (readonly [Span, string])[] = [
  ['last-1h', 'Begun in the last hour'],
  ['last-24h', 'Begun in the last day'],
  ['last-7d', 'Begun in 7 days'],
];
const NAMES: readonly (readonly [ExecutionKind, string])[] = [
  ['process-task', 'Steps of runs'],
  ['process-schedule', 'Fires of schedules'],
  ['maintenance', 'Upkeep of the product'],
];

interface HistoryFiltersProps {
  filter: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
}

/** What narrows the history. */
export function HistoryFilters({ filter, onChange }: HistoryFiltersProps) {
  return (
    <search className={styles.filters}>
      <RowSearchField filter={filter} onChange={(change) => onChange({ ...filter, ...change })} />
      <NativeSelect
        size="xs"
        aria-label="Name"
        value={filter.name ?? ''}
        data={[{ value: '', label: 'Everything' }, ...NAMES.map(([value, label]) => ({ value, label }))]}
        onChange={(event) =>
          onChange({ ...filter, name: NAMES.find(([name]) => name === event.currentTarget.value)?.[0] })
        }
      />
      <NativeSelect
        size="xs"
        aria-label="Outcome"
        value={filter.outcome ?? ''}
        data={[{ value: '', label: 'Any outcome' }, ...OUTCOME_WORDS.map(([value, label]) => ({ value, label }))]}
        onChange={(event) =>
          onChange({
            ...filter,
            outcome: OUTCOME_WORDS.find(([outcome]) => outcome === event.currentTarget.value)?.[0],
          })
        }
      />
      <TimeRangeField
        label="Begun"
        spans={SPANS}
        range={filter}
        onChange={(range) => onChange({ ...filter, ...range })}
      />
      {(isNarrowed(filter) || filter.outcome !== undefined) && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
