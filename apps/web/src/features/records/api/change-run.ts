import { resumeProcessRecord, startProcessRecord, stopProcessRecord } from '@app/api-client';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { notifyFailure } from '../../../shared/feedback/notify';
import { notifyRunChange } from '../notify-run-change';
import { afterRecordChange } from './after-record-change';

/** What can be done to a record's run. */
export type RunAction = 'start' | 'stop' | 'resume';

async function perform(action: RunAction, id: string) {
  const options = { path: { id }, throwOnError: true } as const;
  switch (action) {
    case 'start':
      return (await startProcessRecord(options)).data;
    case 'stop':
      return (await stopProcessRecord(options)).data;
    case 'resume':
      return (await resumeProcessRecord(options)).data;
    default: {
      const unknown: never = action;
      throw new TypeError(`unknown action ${String(unknown)}`);
    }
  }
}

/** Starts, stops or resumes a record, and offers what counteracts it; its data are read again before the mutation ends. */
export function useChangeRun(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: RunAction) => perform(action, id),
    onSuccess: (_, action) => offerCounteraction(queries, id, action),
    // A refusal means that what is shown is out of date as well.
    onSettled: () => afterRecordChange(queries, id),
  });
}

function offerCounteraction(queries: QueryClient, id: string, action: RunAction): void {
  notifyRunChange(id, action, (counter) => void counteract(queries, id, counter));
}

// Asked for by a notice, which outlives the page that made it.
async function counteract(queries: QueryClient, id: string, action: RunAction): Promise<void> {
  try {
    await perform(action, id);
    offerCounteraction(queries, id, action);
  } catch (error) {
    notifyFailure(`Could not ${action} ${id}`, error);
  }
  await afterRecordChange(queries, id);
}
