import type { RunStatus, TaskSummary } from '@app/api-client';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { statusLook, taskDisplayStatus } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import { Duration } from '../../../shared/time/duration';
import styles from './record.module.css';

/** One task of the matrix: its status and how long it took; leads to its page. */
export function TaskCell({ task, recordStatus }: { task: TaskSummary | undefined; recordStatus: RunStatus }) {
  if (task === undefined)
    return (
      <span className={styles.noTask} title="Not a task of this process" aria-hidden>
        ·
      </span>
    );
  const { word, tone } = statusLook(taskDisplayStatus(task, recordStatus));
  const ran = task.startedAt !== null && task.status !== 'SKIPPED';
  const ended = task.status === 'IN_PROGRESS' ? null : task.completedAt;
  return (
    <Link
      to="/tasks/$taskId"
      params={{ taskId: task.id }}
      className={styles.taskCell}
      title={`${task.taskName}: ${word}${task.errorMessage ? `, ${task.errorMessage}` : ''}`}
      style={{ color: `var(--status-${tone})` }}
    >
      <StatusIcon tone={tone} />
      <span>
        <VisuallyHidden>{`${task.taskName}: ${word}`}</VisuallyHidden>
        {ran ? <Duration from={task.startedAt} to={ended} /> : <span aria-hidden>{word}</span>}
      </span>
    </Link>
  );
}
