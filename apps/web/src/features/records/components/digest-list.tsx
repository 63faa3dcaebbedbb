import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { InSteps } from '../../../shared/feedback/in-steps';
import type { Page } from '../../../shared/request/page';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import type { RecordFilter } from '../api/record-filter';
import styles from './digest.module.css';
import { DigestTitle } from './digest-title';

interface DigestListProps<Row> {
  title: string;
  list: Pick<UseQueryResult<Page<Row>>, 'data' | 'error'> & { refetch: () => unknown };
  /** The list that has them all. */
  filter: RecordFilter;
  empty: string;
  rowKey: (row: Row) => string;
  row: (row: Row) => ReactNode;
}

// As many and as high as the rows that mostly come, so that nothing below moves then.
const LINES = (
  <div className={styles.rows}>
    {[1, 2, 3, 4, 5, 6].map((key) => (
      <div key={key} className={styles.line}>
        <Skeleton height={12} />
      </div>
    ))}
  </div>
);

/** A short list on the overview. */
export function DigestList<Row>({ title, list, filter, empty, rowKey, row }: DigestListProps<Row>) {
  useRowCommands();
  const { data, error, refetch } = list;
  const rows = data?.rows;
  return (
    <section className={styles.digest} aria-label={title}>
      <DigestTitle text={title} more={(data?.total ?? 0) - (rows?.length ?? 0)} filter={filter} />
      {error && rows === undefined ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {!error && rows === undefined && LINES}
      {rows !== undefined && (
        <InSteps placeholder={LINES}>
          {rows.length === 0 ? (
            <p className={styles.none}>{empty}</p>
          ) : (
            <ul className={styles.rows}>
              {rows.map((one) => (
                <li key={rowKey(one)} data-row={rowKey(one)}>
                  {row(one)}
                </li>
              ))}
            </ul>
          )}
        </InSteps>
      )}
    </section>
  );
}
