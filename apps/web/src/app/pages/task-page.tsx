import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { taskQuery } from '../../features/tasks/api/get-task';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { InSteps } from '../../shared/feedback/in-steps';
import { isNotFound } from '../../shared/request/request-error';
import page from './page.module.css';
import { TaskMissing } from './task-missing';
import { TaskSkeleton } from './task-skeleton';
import { TaskView } from './task-view';

const route = getRouteApi('/tasks/$taskId');

/** One task of a run: its attempts, what it printed, and what it was given. */
export function TaskPage() {
  const { taskId } = route.useParams();
  const selection = route.useSearch();
  const { data, error, refetch } = useQuery(taskQuery(taskId));
  if (isNotFound(error)) return <TaskMissing />;
  if (error && data === undefined)
    return (
      <div className={page.page}>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (data === undefined) return <TaskSkeleton />;
  return (
    <InSteps placeholder={<TaskSkeleton />}>
      <TaskView task={data} selection={selection} />
    </InSteps>
  );
}
