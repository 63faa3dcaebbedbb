import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice';
import styles from './feedback.module.css';

interface DeleteQuestionProps {
  /** What is deleted, as its name for screen readers: `Delete this process`. */
  label: string;
  /** What goes with it, or why it has to stay. */
  children: ReactNode;
  /** False when it cannot be deleted as things are. */
  isPossible?: boolean;
  /** What the button does. */
  verb?: string;
  isPending: boolean;
  error: unknown;
  onDelete: () => void;
  onCancel: () => void;
}

/** Asks in place before something is deleted for good. Keeping it has the focus; Escape keeps it too. */
export function DeleteQuestion(props: DeleteQuestionProps) {
  const { label, children, isPossible = true, verb = 'Delete', isPending, error, onDelete, onCancel } = props;
  return (
    <section
      className={styles.question}
      aria-label={label}
      onKeyDown={(event) => event.key === 'Escape' && !isPending && onCancel()}
    >
      <p>{children}</p>
      <Button size="xs" variant="default" autoFocus onClick={onCancel}>
        Keep it
      </Button>
      {isPossible && (
        <Button size="xs" color="red" leftSection={<IconTrash size={15} />} loading={isPending} onClick={onDelete}>
          {verb}
        </Button>
      )}
      {error !== null && error !== undefined && <ErrorNotice error={error} />}
    </section>
  );
}
