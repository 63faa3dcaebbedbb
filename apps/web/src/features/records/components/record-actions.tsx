import type { RunStatus } from '@app/api-client';
import { Button } from '@mantine/core';
import type { RunAction, useChangeRun } from '../api/change-run';
import { ACTION_LOOKS } from './action-look';
import { runActionsFor } from './run-actions';
import styles from './record.module.css';

const ACTIONS: readonly RunAction[] = ['start', 'stop', 'resume'];

interface RecordActionsProps {
  status: RunStatus;
  change: ReturnType<typeof useChangeRun>;
  /** Does it at once by default. */
  onAction?: (action: RunAction) => void;
}

/** Start, Stop and Resume in fixed places, enabled as the state allows. */
export function RecordActions({ status, change, onAction = change.mutate }: RecordActionsProps) {
  const { allowed, likely } = runActionsFor(status);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in all browsers
    <div role="group" aria-label="Run" className={styles.actions}>
      {ACTIONS.map((action) => {
        const { label, icon: Icon, hint, refusal } = ACTION_LOOKS[action];
        const enabled = allowed.includes(action);
        return (
          <Button
            key={action}
            size="xs"
            variant={enabled && action === likely ? 'filled' : 'default'}
            leftSection={<Icon size={15} aria-hidden />}
            disabled={!enabled || (change.isPending && change.variables !== action)}
            loading={change.isPending && change.variables === action}
            title={enabled ? hint : refusal}
            onClick={() => onAction(action)}
          >
            {label}
          </Button>
        );
      })}
    </div>
  );
}
