import type { ProcessTypeUsage } from '@app/api-client';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { DeleteQuestion } from '../../../shared/feedback/delete-question';
import { useDeleteType } from '../api/delete-type';
import { recordCountWords } from '../usage-words';

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
    <DeleteQuestion
      label="Delete this type"
      isPossible={records === 0}
      isPending={remove.isPending}
      error={remove.error}
      onDelete={() => remove.mutate()}
      onCancel={onCancel}
    >
      {records > 0 ? (
        <>
          <strong>{name}</strong> cannot be deleted while{' '}
          <Link to="/processes" search={{ type: name }}>
            {recordCountWords(records)}
          </Link>{' '}
          {records === 1 ? 'uses' : 'use'} it. Delete {records === 1 ? 'it' : 'them'} or choose another type there.
        </>
      ) : (
        <>
          Delete <strong>{name}</strong>? No process uses it. Its name becomes free.
        </>
      )}
    </DeleteQuestion>
  );
}
