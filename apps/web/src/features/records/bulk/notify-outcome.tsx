import type { BulkAction } from '@app/api-client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { messageOf } from '../../../shared/request/request-error';
import type { BulkOutcome } from '../api/change-records';
import styles from './bulk.module.css';
import { confirmWords, outcomeWords } from './bulk-words';

interface Undo {
  readonly action: BulkAction;
  readonly ids: readonly string[];
}

const UNDOES: Partial<Record<BulkAction, BulkAction>> = { stop: 'resume', start: 'stop', resume: 'stop' };

/** Says what was done and what was refused, and offers to take it back where that is possible. */
export function notifyOutcome(outcome: BulkOutcome, onUndo?: (undo: Undo) => void): void {
  const { title, refusals } = outcomeWords(outcome);
  const action = UNDOES[outcome.action];
  const undo = action && onUndo && outcome.succeeded.length > 0 ? { action, ids: outcome.succeeded } : null;
  const id = notifications.show({
    title,
    message: (
      <span className={styles.toast}>
        {refusals.map((refusal) => (
          <span key={refusal}>{refusal}</span>
        ))}
        {undo && (
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              onUndo?.(undo);
            }}
          >
            Undo: {confirmWords(undo).toLowerCase()}
          </Button>
        )}
      </span>
    ),
    // What was refused stays until it was read.
    ...(refusals.length > 0 && { color: 'red', autoClose: false as const }),
    ...(undo && refusals.length === 0 && { autoClose: 10_000 }),
  });
}

/** Says that the request as a whole failed. */
export function notifyFailure(action: BulkAction, error: unknown): void {
  notifications.show({ color: 'red', autoClose: false, title: `Could not ${action}`, message: messageOf(error) });
}
