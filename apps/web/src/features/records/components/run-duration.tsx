import type { ProcessRecord } from '@app/api-client';
import { IconClockExclamation } from '@tabler/icons-react';
import { formatDuration, formatElapsed, formatExactDuration } from '../../../shared/time/format-duration';
import { useSecondsNow } from '../../../shared/time/ticker';
import { factorWords, slownessOf } from '../duration-comparison';
import styles from './run-duration.module.css';

type Timed = Pick<ProcessRecord, 'currentStatus' | 'startedWhen' | 'lastDurationMs' | 'usualDurationMs'>;

/** How long the latest run took, or takes so far, against how long runs of this record usually take. */
export function RunDuration({ record }: { record: Timed }) {
  const { currentStatus, startedWhen, lastDurationMs, usualDurationMs } = record;
  const running = currentStatus === 'IN_PROGRESS' && startedWhen !== null;
  const now = useSecondsNow(running);
  const ms = running ? Math.max(0, now - Date.parse(startedWhen)) : lastDurationMs;
  if (ms === null) return <span className="soft">–</span>;
  const slow = slownessOf(ms, usualDurationMs);
  const usual = usualDurationMs === null ? null : formatDuration(usualDurationMs);
  const title = `${formatExactDuration(ms)}${usual === null ? '' : `, usually ${usual}`}${slow === null ? '' : `: ${factorWords(slow)} as long`}`;
  return (
    <span className={styles.duration} title={title} data-slow={slow !== null || undefined}>
      <span className="tabular">{running ? formatElapsed(ms) : formatDuration(ms)}</span>
      {slow !== null && (
        <span className={styles.slow}>
          <IconClockExclamation size={13} aria-hidden />
          {factorWords(slow)}
        </span>
      )}
      {usual !== null && <span className={`soft tabular ${styles.usual}`}>· usually {usual}</span>}
    </span>
  );
}
