import type { ProcessRun, Task } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { useChangeGlow } from '../../../shared/feedback/use-change-glow';
import { statusLook, taskDisplayStatus } from '../../../shared/status/display-status';
import { endingWords } from '../../../shared/status/ending-words';
import { StatusIcon } from '../../../shared/status/status-icon';
import { Duration } from '../../../shared/time/duration';
import { NextAttempt } from './next-attempt';
import styles from './runs.module.css';
import { TaskTimeline } from './task-timeline';

interface TaskListProps {
  run: Pick<ProcessRun, 'startedAt' | 'completedAt' | 'processRecordId'>;
  tasks: readonly Task[];
  selected: Task | undefined;
}

/** The tasks of a run in their order, each with its attempts on the run's time axis. Choosing one shows its output. */
export function TaskList({ run, tasks, selected }: TaskListProps) {
  return (
    <ol className={styles.tasks} aria-label="Tasks">
      {tasks.map((task) => (
        <TaskItem key={task.id} run={run} task={task} selected={task.id === selected?.id} />
      ))}
    </ol>
  );
}

function TaskItem({ run, task, selected }: { run: TaskListProps['run']; task: Task; selected: boolean }) {
  const status = taskDisplayStatus(task);
  const { word, tone } = statusLook(status);
  const glowing = useChangeGlow<HTMLLIElement>(status);
  const count = task.attempts.length;
  const last = task.attempts.at(-1);
  return (
    <li ref={glowing} className={styles.task} data-selected={selected || undefined}>
      <Link
        to="."
        search={{ task: task.taskIndex }}
        replace
        resetScroll={false}
        className={styles.taskLink}
        aria-current={selected || undefined}
      >
        <StatusIcon tone={tone} size={17} />
        <span className={styles.taskName}>{task.taskName}</span>
        {count > 1 && <span className="soft nowrap">attempt {count}</span>}
        <span className={styles.taskStatus} style={{ color: `var(--status-${tone})` }}>
          {word}
        </span>
        <span className={styles.taskDuration}>
          {count > 0 && <Duration from={last?.startedAt ?? null} to={last?.completedAt ?? null} />}
        </span>
      </Link>
      {count > 0 && <TaskTimeline run={run} task={task} />}
      <TaskNote recordId={run.processRecordId} task={task} />
    </li>
  );
}

function TaskNote({ recordId, task }: { recordId: string; task: Task }) {
  const last = task.attempts.at(-1);
  const waits = taskDisplayStatus(task) === 'RETRYING';
  if (waits)
    return (
      <p className={styles.taskNote}>
        {last?.outcome === 'WORKER_LOST' ? 'The worker was lost. ' : `${capitalised(endingWords(last ?? task))}. `}
        <NextAttempt recordId={recordId} taskId={task.id} number={task.attempts.length + 1} />
      </p>
    );
  if (task.status === 'FAILED') return <p className={styles.taskNote}>{capitalised(endingWords(task))}</p>;
  if (task.status === 'STOPPED' && task.signal !== null)
    return <p className={styles.taskNote}>{capitalised(endingWords(task))}</p>;
  return null;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
