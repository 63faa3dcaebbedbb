import { CloseButton, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useCommands } from '../../../shared/commands/use-commands';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { workRowQuery } from '../api/get-work-row';
import { workTitle } from '../work-words';
import { RowActionsPanel } from './row-actions-panel';
import { RowFacts } from './row-facts';
import styles from './work-list.module.css';

interface RowPanelProps {
  /** `<name>/<instance>` */
  row: string;
  dataShown: boolean;
  actionsAllowed: boolean;
  onClose: () => void;
}

/** One row beside the list: what it is for, why it waits, its data, and what can be done with it. Escape closes it. */
export function RowPanel({ row, dataShown, actionsAllowed, onClose }: RowPanelProps) {
  const { data, error, refetch } = useQuery(workRowQuery(row));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  // Wherever the focus is: a button that was used may be gone.
  useCommands('Lists', [{ id: 'close-row', label: 'Close the row', keys: ['Escape'], run: onClose, keyOnly: true }]);
  return (
    <aside className={styles.panel} aria-label="Scheduled task">
      <div className={styles.panelHead}>
        <h2 ref={heading} tabIndex={-1}>
          {data ? workTitle(data) : row.slice(row.indexOf('/') + 1)}
        </h2>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      {error && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <Skeleton height={160} radius="md" />}
      {data === null && (
        <p className={styles.gone}>
          It is not in the list any more: it was run to its end, stopped or removed. The history says what became of it.
        </p>
      )}
      {data && (
        <>
          <RowFacts row={data} dataShown={dataShown} />
          {actionsAllowed ? <RowActionsPanel row={data} /> : <p className="soft">Here the list can only be read.</p>}
        </>
      )}
    </aside>
  );
}
