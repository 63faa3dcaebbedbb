import type { ProcessRun, Task } from '@app/api-client';
import { IconCircleXFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { failedTask, failureSentence } from '../run-failure';
import styles from './runs.module.css';

interface FailureBannerProps {
  run: Pick<ProcessRun, 'status' | 'errorMessage'>;
  tasks: readonly Task[];
  /** What the failing task printed last. */
  output: (task: Task) => ReactNode;
}

/** Why the run failed. */
export function FailureBanner({ run, tasks, output }: FailureBannerProps) {
  const sentence = failureSentence(run, tasks);
  if (sentence === null) return null;
  const task = failedTask(tasks);
  return (
    <div className={styles.failure}>
      <IconCircleXFilled size={18} aria-hidden />
      <div className={styles.failureText}>
        <strong>{sentence}</strong>
        {task && (
          <Link to="/tasks/$taskId" params={{ taskId: task.id }} className={styles.failureLink}>
            Open the task
          </Link>
        )}
        {task && output(task)}
      </div>
    </div>
  );
}
