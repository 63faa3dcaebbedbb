import type { RunStatus } from '@app/api-client';
import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { statusLook } from '../../../shared/status/display-status';
import { type EndedWithin, isFiltered, type RecordFilter, withoutFilter } from '../api/record-filter';
import styles from './record.module.css';

const STATUSES: readonly RunStatus[] = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED'];
const ENDED: readonly { value: EndedWithin | ''; label: string }[] = [
  { value: '', label: 'Ended any time' },
  { value: 'today', label: 'Ended today' },
  { value: '7d', label: 'Ended in 7 days' },
];
const SCHEDULED = [
  { value: '', label: 'With or without schedule' },
  { value: 'true', label: 'Scheduled' },
  { value: 'false', label: 'Not scheduled' },
];
const TYPING_PAUSE_MS = 250;

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
            value={filter.scheduled === undefined ? '' : String(filter.scheduled)}
            data={SCHEDULED}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange({ ...filter, scheduled: value === '' ? undefined : value === 'true' });
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

function SearchInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const report = useDebouncedCallback(onChange, TYPING_PAUSE_MS);
  // The address may change without typing: back, a link, "Clear filters".
  useEffect(() => setText(value), [value]);
  const change = (next: string) => {
    setText(next);
    report(next.trim());
  };
  return (
    <TextInput
      size="xs"
      className={styles.filterSearch}
      aria-label="Search by id"
      placeholder="Search by id"
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="xs" aria-label="Clear search" onClick={() => change('')} />}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
