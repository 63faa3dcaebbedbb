import type { ProcessRun, Task } from '@app/api-client';
import { formatDuration } from '../../../shared/time/format-duration';
import { useSecondsNow } from '../../../shared/time/ticker';
import { axisTicks } from '../axis-ticks';
import { runSpan } from '../timeline-segments';
import styles from './timeline.module.css';
import type { TimeScale } from './timeline-bar';
import { TimelineRow } from './timeline-row';

const MOST_TICKS = 6;
// A label begins at its tick; there it would be cut off.
const NEAR_END = 0.93;

interface RunTimelineProps {
  run: Pick<ProcessRun, 'status' | 'startedAt' | 'completedAt'>;
  tasks: readonly Task[];
  selected: Task | undefined;
}

/** The tasks of a run in their order on one time axis, one bar per attempt; it grows while the run is active. */
export function RunTimeline({ run, tasks, selected }: RunTimelineProps) {
  const isActive = run.completedAt === null || tasks.some(({ attempts }) => attempts.at(-1)?.completedAt === null);
  const now = useSecondsNow(isActive);
  const { start, end } = runSpan(run, tasks, now);
  const scale: TimeScale = { start, span: end - start, isActive };
  const ticks = axisTicks(scale.span, MOST_TICKS);
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <div className={styles.axis} aria-hidden>
        <div className={styles.lane}>
          {ticks.map((tick) => (
            <span
              key={tick}
              className={styles.tick}
              data-end={tick > NEAR_END * scale.span || undefined}
              style={{ left: `${(100 * tick) / scale.span}%` }}
            >
              {tick === 0 ? '0' : formatDuration(tick)}
            </span>
          ))}
        </div>
      </div>
      <ol className={styles.rows} aria-label="Tasks">
        {tasks.map((task, index) => (
          <TimelineRow
            key={task.id}
            run={run}
            tasks={tasks}
            index={index}
            now={now}
            scale={scale}
            ticks={ticks}
            selected={task.id === selected?.id}
          />
        ))}
      </ol>
    </section>
  );
}
