import type { ProcessRecordSort } from '@app/api-client';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import styles from './record.module.css';

export type SortColumn = 'id' | 'status' | 'type' | 'createdAt' | 'nextFireAt';

interface SortHeaderProps {
  label: string;
  by: SortColumn;
  sort: ProcessRecordSort | undefined;
  onSort: (sort: ProcessRecordSort) => void;
}

/** A column's header that sorts by it, and the other way round at the next click; fires only the soonest first. */
export function SortHeader({ label, by, sort = '-createdAt', onSort }: SortHeaderProps) {
  const ascending = sort === by;
  const descending = sort === `-${by}`;
  const Arrow = ascending ? IconArrowUp : IconArrowDown;
  const order = ascending ? ', sorted upwards' : descending ? ', sorted downwards' : '';
  return (
    <button
      type="button"
      className={styles.sortHeader}
      aria-label={`Sort by ${label.toLowerCase()}${order}`}
      onClick={() => onSort(by !== 'nextFireAt' && ascending ? `-${by}` : by)}
    >
      {label}
      {(ascending || descending) && <Arrow size={13} aria-hidden />}
    </button>
  );
}
