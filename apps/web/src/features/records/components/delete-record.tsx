import type { ProcessRecord } from '@app/api-client';
import { DeleteQuestion } from '../../../shared/feedback/delete-question';
import { notify } from '../../../shared/feedback/notify';
import { useDeleteRecord } from '../api/delete-record';

interface DeleteRecordProps {
  record: ProcessRecord;
  onCancel: () => void;
  onDeleted: () => void;
}

/** Asks before deleting, and says what goes with it. */
export function DeleteRecord({ record, onCancel, onDeleted }: DeleteRecordProps) {
  const remove = useDeleteRecord(record.id, (message) => {
    notify({ title: message });
    onDeleted();
  });
  return (
    <DeleteQuestion
      label="Delete this process"
      isPending={remove.isPending}
      error={remove.error}
      onDelete={() => remove.mutate()}
      onCancel={onCancel}
    >
      Delete <strong>{record.id}</strong> for good? Its input, schedule, all its runs and everything they printed are
      removed. The type <strong>{record.type}</strong> stays.
    </DeleteQuestion>
  );
}
