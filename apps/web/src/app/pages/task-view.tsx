import type { TaskDetails } from '@app/api-client';
import { useNavigate } from '@tanstack/react-router';
import { AttemptTable } from '../../features/tasks/components/attempt-table';
import { OtherRuns } from '../../features/tasks/components/other-runs';
import { TaskCommand } from '../../features/tasks/components/task-command';
import { TaskEnvironment } from '../../features/tasks/components/task-environment';
import { TaskHeader } from '../../features/tasks/components/task-header';
import { OutputPanel } from '../../features/task-output/components/output-panel';
import { statusLook, taskDisplayStatus } from '../../shared/status/display-status';
import type { AttemptSelection } from '../router-search';
import page from './page.module.css';
import styles from './task-page.module.css';
import { useTaskCommands } from './use-task-commands';

export function TaskView({ task, selection }: { task: TaskDetails; selection: AttemptSelection }) {
  const navigate = useNavigate();
  useTaskCommands(task);
  const { word } = statusLook(taskDisplayStatus(task, task.run.status));
  const shown = task.attempts.find(({ attempt }) => attempt === selection.attempt) ?? task.attempts.at(-1);
  return (
    <div className={page.filled}>
      <title>{`${word}: ${task.taskName} · ${task.processRecordId} · Process Orchestrator`}</title>
      <TaskHeader task={task} />
      {task.waiting && <p className={styles.waiting}>{task.waiting.message}</p>}
      {task.attempts.length > 0 && (
        <div className={styles.attempts}>
          <AttemptTable task={task} shown={shown?.attempt} />
        </div>
      )}
      <div className={styles.columns}>
        <div className={styles.output}>
          <OutputPanel
            task={task}
            attempt={shown?.attempt}
            onAttemptChange={(attempt) => void navigate({ to: '.', search: { attempt }, replace: true })}
          />
        </div>
        <div className={styles.side}>
          <TaskCommand task={task} />
          <OtherRuns task={task} />
          <TaskEnvironment environment={task.environment} />
        </div>
      </div>
    </div>
  );
}
