import type { ProcessRecord } from '@app/api-client';
import { useRowAtHand } from '../../../shared/table/use-row-at-hand';
import { useChangeRun } from '../api/change-run';
import { notifyFailure } from '../../../shared/feedback/notify';
import { useRecordCommands } from './use-record-commands';

/** Offers in the command palette what the record of the row with the focus allows. */
export function RecordAtHand({ records }: { records: readonly ProcessRecord[] }) {
  const id = useRowAtHand();
  const record = records.find((one) => one.id === id);
  return record && <RowCommands key={record.id} record={record} />;
}

function RowCommands({ record }: { record: ProcessRecord }) {
  const change = useChangeRun(record.id);
  useRecordCommands(record, (action) =>
    change.mutate(action, { onError: (error) => notifyFailure(`Could not ${action} ${record.id}`, error) }),
  );
  return null;
}
