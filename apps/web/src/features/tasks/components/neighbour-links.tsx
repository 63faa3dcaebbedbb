import type { RunStatus, TaskDetails, TaskNeighbour } from '@app/api-client';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { statusLook, taskDisplayStatus } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import styles from './tasks.module.css';

/** The tasks before and after in the same run. */
export function NeighbourLinks({ task: { previousTask: previous, nextTask: next, run } }: { task: TaskDetails }) {
  if (previous === null && next === null) return null;
  return (
    <nav className={styles.neighbours} aria-label="Other tasks of the run">
      {previous && <NeighbourLink task={previous} runStatus={run.status} which="Previous" />}
      {next && <NeighbourLink task={next} runStatus={run.status} which="Next" />}
    </nav>
  );
}

interface NeighbourLinkProps {
  task: TaskNeighbour;
  runStatus: RunStatus;
  which: 'Previous' | 'Next';
}

function NeighbourLink({ task, runStatus, which }: NeighbourLinkProps) {
  const { word, tone } = statusLook(taskDisplayStatus({ ...task, retryCount: 0, startedAt: null }, runStatus));
  return (
    <Link
      to="/tasks/$taskId"
      params={{ taskId: task.id }}
      className={styles.neighbour}
      aria-label={`${which} task: ${task.taskName}, ${word}`}
    >
      {which === 'Previous' && <IconChevronLeft size={15} aria-hidden />}
      <StatusIcon tone={tone} />
      <span className="clip">{task.taskName}</span>
      {which === 'Next' && <IconChevronRight size={15} aria-hidden />}
    </Link>
  );
}
