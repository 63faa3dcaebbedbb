import { pauseAllSchedules, pauseSchedule, resumeAllSchedules, resumeSchedule } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notify, notifyFailure } from '../../../shared/feedback/notify';
import { schedulesKey } from './calendar-queries';

/** What is to be paused or resumed: the schedule of one record, or all. */
export interface PauseChange {
  /** Null for all. */
  readonly recordId: string | null;
  readonly paused: boolean;
}

async function perform({ recordId, paused }: PauseChange): Promise<unknown> {
  if (recordId === null) return (paused ? pauseAllSchedules : resumeAllSchedules)({ throwOnError: true });
  return (paused ? pauseSchedule : resumeSchedule)({ path: { id: recordId }, throwOnError: true });
}

/** Pauses or resumes, and offers the way back; what is shown is read again before it ends. */
export function usePauseSchedules() {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: perform,
    onSuccess: (_, { recordId, paused }) =>
      notify({
        title: `${recordId === null ? 'All schedules' : `The schedule of ${recordId}`} ${paused ? 'paused' : 'resumed'}`,
        about: `pause ${recordId ?? 'all'}`,
        offer: {
          label: paused ? 'Resume' : 'Pause again',
          hint: 'What fell into a pause is not made up for',
          run: () => change.mutate({ recordId, paused: !paused }),
        },
      }),
    onError: (error, { paused }) => notifyFailure(`Could not ${paused ? 'pause' : 'resume'}`, error),
    onSettled: () => queries.invalidateQueries({ queryKey: schedulesKey }),
  });
  return change;
}
