import type { ProcessTypeUsage } from '@app/api-client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useDeleteType } from '../api/delete-type';
import { recordCountWords } from '../usage-words';
import styles from './types.module.css';

interface DeleteTypeProps {
  name: string;
  /** Undefined while it is not known. */
  usage: ProcessTypeUsage | undefined;
  onCancel: () => void;
  onDeleted: () => void;
}

/** Asks before deleting a type, or says who keeps it from being deleted. */
export function DeleteType({ name, usage, onCancel, onDeleted }: DeleteTypeProps) {
  const remove = useDeleteType(name, (message) => {
    notifications.show({ message });
    onDeleted();
  });
  const records = usage?.records ?? 0;
  return (
    <section className={styles.confirm} aria-label="Delete this type">
      {records > 0 ? (
        <p>
          <strong>{name}</strong> cannot be deleted while{' '}
          <Link to="/processes" search={{ type: name }}>
            {recordCountWords(records)}
          </Link>{' '}
          {records === 1 ? 'uses' : 'use'} it. Delete {records === 1 ? 'it' : 'them'} or choose another type there.
        </p>
      ) : (
        <p>
          Delete <strong>{name}</strong>? No process uses it. Its name becomes free.
        </p>
      )}
      <Button size="xs" variant="default" onClick={onCancel} data-autofocus>
        Keep it
      </Button>
      {records === 0 && (
        <Button
          size="xs"
          color="red"
          leftSection={<IconTrash size={15} />}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Delete
        </Button>
      )}
      {remove.error && <ErrorNotice error={remove.error} />}
    </section>
  );
}
