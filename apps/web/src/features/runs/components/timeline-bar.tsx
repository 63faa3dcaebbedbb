import type { Task, TaskAttempt } from '@app/api-client';
import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { outcomeDisplayStatus, statusLook } from '../../../shared/status/display-status';
import { endingWords } from '../../../shared/status/ending-words';
import { formatDuration } from '../../../shared/time/format-duration';
import { formatTimeOfDay, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import type { Segment } from '../timeline-segments';
import styles from './timeline.module.css';

export interface TimeScale {
  readonly start: number;
  readonly span: number;
  /** It grows: bars glide to where the next second puts them. */
  readonly isActive: boolean;
}

interface TimelineBarProps {
  segment: Segment;
  task: Task;
  scale: TimeScale;
}

const ROOM_FOR_NUMBER = 0.05;

/** One stretch of time on the axis. An attempt leads to its output. */
export function TimelineBar({ segment, task, scale }: TimelineBarProps) {
  const [utc] = useTimesInUtc();
  const share = (segment.to - segment.from) / scale.span;
  const place = {
    left: `min(${(100 * (segment.from - scale.start)) / scale.span}%, calc(100% - 4px))`,
    width: `max(${segment.kind === 'attempt' ? '4px' : '0px'}, ${100 * share}%)`,
  };
  if (segment.kind !== 'attempt') {
    const words = segment.kind === 'backoff' ? 'Pause before the next attempt' : 'Waited for a worker';
    return (
      <span
        className={styles[segment.kind]}
        data-active={scale.isActive || undefined}
        style={place}
        title={`${words}: ${formatDuration(segment.to - segment.from)}`}
      />
    );
  }
  const { attempt } = segment;
  const { tone } = statusLook(outcomeDisplayStatus(attempt.outcome));
  const label = attemptLabel(attempt, segment.to, utc);
  const several = task.attempts.length > 1;
  return (
    <Tooltip label={label} multiline maw={360} events={{ hover: true, focus: true, touch: false }} openDelay={150}>
      <Link
        to="."
        search={(shown) => ({ ...shown, task: task.taskIndex, attempt: attempt.attempt })}
        replace
        resetScroll={false}
        className={styles.attempt}
        data-active={scale.isActive || undefined}
        data-running={attempt.completedAt === null || undefined}
        style={{ ...place, '--tone': `var(--status-${tone})` } as React.CSSProperties}
        aria-label={label}
      >
        {several && share > ROOM_FOR_NUMBER && <span aria-hidden>{attempt.attempt}</span>}
      </Link>
    </Tooltip>
  );
}

function attemptLabel(attempt: TaskAttempt, end: number, utc: boolean): string {
  const { word } = statusLook(outcomeDisplayStatus(attempt.outcome));
  const ending = attempt.outcome === 'FAILED' ? ` (${endingWords(attempt)})` : '';
  const from = Date.parse(attempt.startedAt);
  const until = attempt.completedAt === null ? 'now' : formatTimeOfDay(end, utc);
  return [
    `Attempt ${attempt.attempt}: ${word.toLowerCase()}${ending}`,
    formatDuration(end - from),
    `${formatTimeOfDay(from, utc)} to ${until}`,
    `on ${attempt.workerId}`,
  ].join(', ');
}
