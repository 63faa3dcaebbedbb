import { resumeProcessRecord, startProcessRecord, stopProcessRecord } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
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

/** Starts, stops or resumes a record; its data are read again before the mutation ends. */
export function useChangeRun(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: RunAction) => perform(action, id),
    // A refusal means that what is shown is out of date as well.
    onSettled: () => afterRecordChange(queries, id),
  });
}
