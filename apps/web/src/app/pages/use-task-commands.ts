import type { TaskDetails } from '@app/api-client';
import { IconArrowLeft, IconArrowRight, IconCopy, IconRoute, IconTerminal2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../features/account/use-may';
import { useChangeRun } from '../../features/records/api/change-run';
import { ACTION_LOOKS } from '../../features/records/components/action-look';
import { runActionsFor } from '../../features/records/components/run-actions';
import { useCommands } from '../../shared/commands/use-commands';
import { notifyFailure } from '../../shared/feedback/notify';
import { copyText } from '../../shared/text/copy-text';

/** What can be done from the page of a task, for the command palette: with its run, and to get around. */
export function useTaskCommands(task: TaskDetails): void {
  const navigate = useNavigate();
  const { processRecordId: id, runId, run, previousTask, nextTask } = task;
  const change = useChangeRun(id);
  const toTask = (taskId: string) => void navigate({ to: '/tasks/$taskId', params: { taskId } });
  const mayChange = useMay()('run-processes');
  // Of an earlier run nothing can be started or stopped.
  const actions = mayChange && task.latest === null ? runActionsFor(run.status).allowed : [];
  useCommands('This process', [
    ...actions.map((action) => ({
      id: `record-${action}`,
      label: `${ACTION_LOOKS[action].label} ${id}`,
      icon: ACTION_LOOKS[action].icon,
      run: () => change.mutate(action, { onError: (error) => notifyFailure(`Could not ${action} ${id}`, error) }),
    })),
    {
      id: 'task-run',
      label: `Open run ${run.runNumber} of ${id}`,
      icon: IconRoute,
      run: () => void navigate({ to: '/processes/$id/runs/$runId', params: { id, runId } }),
    },
  ]);
  useCommands('This task', [
    ...(previousTask === null
      ? []
      : [
          {
            id: 'task-previous',
            label: `Previous task: ${previousTask.taskName}`,
            icon: IconArrowLeft,
            run: () => toTask(previousTask.id),
          },
        ]),
    ...(nextTask === null
      ? []
      : [
          {
            id: 'task-next',
            label: `Next task: ${nextTask.taskName}`,
            icon: IconArrowRight,
            run: () => toTask(nextTask.id),
          },
        ]),
    {
      id: 'task-shell',
      label: 'Copy the command as shell command',
      icon: IconTerminal2,
      run: () => void copyText(task.shellCommand),
    },
    { id: 'task-copy', label: 'Copy the task id', icon: IconCopy, run: () => void copyText(task.id) },
  ]);
}
