import {
  deleteScheduledTask,
  rescheduleScheduledTask,
  runFailedScheduledTasks,
  runScheduledTaskNow,
  type ScheduledTask,
} from '@app/api-client';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { notify, notifyFailure } from '../../../shared/feedback/notify';
import { workTitle } from '../work-words';

/** What is done to a row. */
export type WorkChange =
  | { readonly kind: 'run-now' }
  | { readonly kind: 'reschedule'; readonly executionTime: string }
  | { readonly kind: 'delete' };

async function perform({ taskName, taskInstance, version }: ScheduledTask, change: WorkChange): Promise<string> {
  const options = { path: { taskName, taskInstance }, throwOnError: true } as const;
  switch (change.kind) {
    case 'run-now':
      await runScheduledTaskNow({ ...options, body: { version } });
      return 'runs now';
    case 'reschedule':
      await rescheduleScheduledTask({ ...options, body: { version, executionTime: change.executionTime } });
      return 'has a new time';
    case 'delete':
      await deleteScheduledTask({ ...options, query: { version } });
      return 'was taken out of the list';
    default: {
      const unknown: never = change;
      throw new TypeError(`unknown change ${String(unknown)}`);
    }
  }
}

/** Changes a row as it was last seen; says in a corner what came of it. */
export function useChangeWork(row: ScheduledTask) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: WorkChange) => perform(row, change),
    onSuccess: (done) => notify({ title: `${workTitle(row)} ${done}` }),
    onError: (error) => notifyFailure(`${workTitle(row)} could not be changed`, error),
    // A refusal means that what is shown is out of date as well.
    onSettled: () => readAgain(queries),
  });
}

/** Lets all rows of a name that wait after a failure run. */
export function useRunFailed(taskName: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await runFailedScheduledTasks({ body: { taskName }, throwOnError: true })).data,
    onSuccess: ({ message }) => notify({ title: message }),
    onError: (error) => notifyFailure(`What failed of ${taskName} could not be run`, error),
    onSettled: () => readAgain(queries),
  });
}

function readAgain(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['work-list'] });
}
