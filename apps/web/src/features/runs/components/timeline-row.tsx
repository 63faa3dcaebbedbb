import type { ProcessRun, Task } from '@app/api-client';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useChangeGlow } from '../../../shared/feedback/use-change-glow';
import { statusLook, taskDisplayStatus } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import { Duration } from '../../../shared/time/duration';
import { taskSegments } from '../timeline-segments';
import { TaskNote } from './task-note';
import styles from './timeline.module.css';
import { type TimeScale, TimelineBar } from './timeline-bar';

interface TimelineRowProps {
  run: Pick<ProcessRun, 'status' | 'startedAt' | 'completedAt'>;
  tasks: readonly Task[];
  index: number;
  now: number;
  scale: TimeScale;
  ticks: readonly number[];
  selected: boolean;
}

/** One task: name, its stretches of time, state and duration. Choosing it shows its output. */
export function TimelineRow({ run, tasks, index, now, scale, ticks, selected }: TimelineRowProps) {
  const task = tasks[index];
  const status = task === undefined ? 'PENDING' : taskDisplayStatus(task, run.status);
  const glowing = useChangeGlow<HTMLLIElement>(status);
  if (task === undefined) return null;
  const { word, tone } = statusLook(status);
  const count = task.attempts.length;
  const last = task.attempts.at(-1);
  return (
    <li ref={glowing} className={styles.row} data-selected={selected || undefined}>
      <Link
        to="."
        search={({ compare }) => ({ compare, task: task.taskIndex })}
        replace
        resetScroll={false}
        className={styles.name}
        aria-current={selected || undefined}
      >
        <StatusIcon tone={tone} size={17} />
        <span className="clip">{task.taskName}</span>
      </Link>
      <div className={styles.lane}>
        {ticks.map((tick) => (
          <span key={tick} className={styles.line} style={{ left: `${(100 * tick) / scale.span}%` }} aria-hidden />
        ))}
        {taskSegments(run, tasks, index, now).map((segment) => (
          <TimelineBar key={keyOf(segment)} segment={segment} task={task} scale={scale} />
        ))}
      </div>
      <span className={styles.status} style={{ color: `var(--status-${tone})` }}>
        {word}
      </span>
      <span className={styles.duration}>
        {count > 0 && <Duration from={last?.startedAt ?? null} to={last?.completedAt ?? null} />}
      </span>
      <Link
        to="/tasks/$taskId"
        params={{ taskId: task.id }}
        className={styles.open}
        aria-label={`Page of task ${task.taskName}`}
        title="Open the task"
      >
        <IconChevronRight size={16} aria-hidden />
      </Link>
      <TaskNote task={task} />
    </li>
  );
}

function keyOf(segment: ReturnType<typeof taskSegments>[number]): string {
  return segment.kind === 'attempt' ? `attempt ${segment.attempt.attempt}` : `${segment.kind} ${segment.from}`;
}
