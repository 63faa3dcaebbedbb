import type { TaskNeighbour } from '@app/api-client';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { statusLook } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import styles from './tasks.module.css';

interface NeighbourLinksProps {
  previous: TaskNeighbour | null;
  next: TaskNeighbour | null;
}

/** The tasks before and after in the same run. */
export function NeighbourLinks({ previous, next }: NeighbourLinksProps) {
  if (previous === null && next === null) return null;
  return (
    <nav className={styles.neighbours} aria-label="Other tasks of the run">
      {previous && <NeighbourLink task={previous} which="Previous" />}
      {next && <NeighbourLink task={next} which="Next" />}
    </nav>
  );
}

function NeighbourLink({ task, which }: { task: TaskNeighbour; which: 'Previous' | 'Next' }) {
  const { word, tone } = statusLook(task.status);
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
