import type { ProcessRecord } from '@app/api-client';
import { ActionIcon } from '@mantine/core';
import { notifyFailure } from '../../../shared/feedback/notify';
import { useChangeRun } from '../api/change-run';
import { ACTION_LOOKS } from './action-look';
import { runActionsFor } from './run-actions';
import styles from './record.module.css';

/** The actions that a record's state allows, as small buttons for a table row. */
export function RowActions({ record }: { record: ProcessRecord }) {
  const change = useChangeRun(record.id);
  const { allowed } = runActionsFor(record.currentStatus);
  return (
    <span className={styles.rowActions}>
      {allowed.map((action) => {
        const { label, icon: Icon, hint } = ACTION_LOOKS[action];
        return (
          <ActionIcon
            key={action}
            size={26}
            variant="subtle"
            color="gray"
            aria-label={`${label} ${record.id}`}
            title={hint}
            disabled={change.isPending}
            loading={change.isPending && change.variables === action}
            onClick={() =>
              change.mutate(action, {
                onError: (error) => notifyFailure(`Could not ${action} ${record.id}`, error),
              })
            }
          >
            <Icon size={15} aria-hidden />
          </ActionIcon>
        );
      })}
    </span>
  );
}
