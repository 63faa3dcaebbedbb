import type { ProcessRecord } from '@app/api-client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useDeleteRecord } from '../api/delete-record';
import styles from './record-header.module.css';

interface DeleteRecordProps {
  record: ProcessRecord;
  onCancel: () => void;
  onDeleted: () => void;
}

/** Asks before deleting, and says what goes with it. */
export function DeleteRecord({ record, onCancel, onDeleted }: DeleteRecordProps) {
  const remove = useDeleteRecord(record.id, (message) => {
    notifications.show({ message });
    onDeleted();
  });
  return (
    <section className={styles.confirm} aria-label="Delete this process">
      <p>
        Delete <strong>{record.id}</strong> for good? Its input, schedule, all its runs and everything they printed are
        removed. The type <strong>{record.type}</strong> stays.
      </p>
      <Button size="xs" variant="default" onClick={onCancel} data-autofocus>
        Keep it
      </Button>
      <Button
        size="xs"
        color="red"
        leftSection={<IconTrash size={15} />}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Delete
      </Button>
      {remove.error && <ErrorNotice error={remove.error} />}
    </section>
  );
}
