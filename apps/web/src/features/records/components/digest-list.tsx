import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import type { MatrixRow } from '../api/list-matrix';
import styles from './digest.module.css';

interface DigestListProps {
  title: ReactNode;
  label: string;
  rows: readonly MatrixRow[] | undefined;
  error: unknown;
  onRetry: () => void;
  empty: string;
  row: (row: MatrixRow) => ReactNode;
}

/** A short list on the overview. */
export function DigestList({ title, label, rows, error, onRetry, empty, row }: DigestListProps) {
  return (
    <section className={styles.digest} aria-label={label}>
      <h2 className={styles.title}>{title}</h2>
      {error && rows === undefined ? <ErrorNotice error={error} onRetry={onRetry} /> : null}
      {!error && rows === undefined && [1, 2, 3].map((key) => <Skeleton key={key} height={12} my={12} mx={14} />)}
      {rows?.length === 0 && <p className={styles.none}>{empty}</p>}
      {rows !== undefined && rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((one) => (
            <li key={one.record.id}>{row(one)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
