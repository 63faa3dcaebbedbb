import { Checkbox, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RowSearch } from '../api/work-list-filter';
import styles from './work-list.module.css';

const TYPING_PAUSE_MS = 250;

interface RowSearchFieldProps {
  filter: RowSearch;
  onChange: (change: Pick<RowSearch, 'search' | 'exact'>) => void;
}

/** Searches by process, task or job; for a part of the id, or for all of it. */
export function RowSearchField({ filter, onChange }: RowSearchFieldProps) {
  const { search: value = '', exact } = filter;
  const [text, setText] = useState(value);
  const report = useDebouncedCallback(
    (search: string) => onChange({ search: search || undefined, exact }),
    TYPING_PAUSE_MS,
  );
  // The address may change without typing: back, a link, "Clear filters".
  useEffect(() => setText(value), [value]);
  const change = (next: string) => {
    setText(next);
    report(next.trim());
  };
  return (
    <>
      <TextInput
        size="xs"
        className={styles.search}
        aria-label="Search by process or instance"
        placeholder="Process or instance"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={text !== '' && <CloseButton size="xs" aria-label="Clear search" onClick={() => change('')} />}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Checkbox
        size="xs"
        label="Exact"
        checked={exact ?? false}
        onChange={(event) => onChange({ search: value || undefined, exact: event.currentTarget.checked || undefined })}
      />
    </>
  );
}
