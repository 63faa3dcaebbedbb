import { Checkbox } from '@mantine/core';
import { SearchInput } from '../../../shared/text/search-input';
import type { RowSearch } from '../api/work-list-filter';
import styles from './work-list.module.css';

interface RowSearchFieldProps {
  filter: RowSearch;
  onChange: (change: Pick<RowSearch, 'search' | 'exact'>) => void;
}

/** Searches by process, task or job; for a part of the id, or for all of it. */
export function RowSearchField({ filter, onChange }: RowSearchFieldProps) {
  const { search: value = '', exact } = filter;
  return (
    <>
      <SearchInput
        label="Search by process or instance"
        placeholder="Process or instance"
        className={styles.search}
        value={value}
        onChange={(search) => onChange({ search: search || undefined, exact })}
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
