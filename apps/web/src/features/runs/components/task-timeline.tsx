import type { ProcessRun, Task, TaskAttempt } from '@app/api-client';
import { outcomeDisplayStatus, statusLook } from '../../../shared/status/display-status';
import { formatDuration } from '../../../shared/time/format-duration';
import { useSecondsNow } from '../../../shared/time/ticker';
import styles from './runs.module.css';

/** The attempts of a task as bars on the run's time axis; the gaps between them are waits. */
export function TaskTimeline({ run, task }: { run: Pick<ProcessRun, 'startedAt' | 'completedAt'>; task: Task }) {
  const now = useSecondsNow(run.completedAt === null);
  const start = Date.parse(run.startedAt);
  const end = run.completedAt === null ? now : Date.parse(run.completedAt);
  const span = Math.max(1, end - start);
  const share = (ms: number) => Math.min(100, Math.max(0, (100 * ms) / span));
  return (
    <div className={styles.timeline} aria-hidden>
      {task.attempts.map((attempt) => {
        const from = Date.parse(attempt.startedAt);
        const to = attempt.completedAt === null ? end : Date.parse(attempt.completedAt);
        return (
          <span
            key={attempt.attempt}
            className={styles.bar}
            title={barTitle(attempt, to - from)}
            style={{
              left: `min(${share(from - start)}%, calc(100% - 3px))`,
              width: `max(3px, ${share(to - from)}%)`,
              background: `var(--status-${statusLook(outcomeDisplayStatus(attempt.outcome)).tone})`,
            }}
          />
        );
      })}
    </div>
  );
}

function barTitle(attempt: TaskAttempt, ms: number): string {
  const { word } = statusLook(outcomeDisplayStatus(attempt.outcome));
  return `Attempt ${attempt.attempt}: ${word.toLowerCase()}, ${formatDuration(ms)}`;
}
