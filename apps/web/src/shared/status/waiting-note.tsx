import type { Waiting } from '@app/api-client';
import { IconHourglassEmpty } from '@tabler/icons-react';
import { formatElapsed } from '../time/format-duration';
import { useSecondsNow } from '../time/ticker';
import { formatInstant, useTimesInUtc } from '../time/time-zone-preference';
import { waitingWords } from './waiting-words';
import styles from './waiting.module.css';

// Shorter waits are only on their way.
const LONG_MS = 2000;

/** Why something waits, and for how long already; counts on. */
export function WaitingNote({ waiting }: { waiting: Waiting }) {
  const now = useSecondsNow();
  const [utc] = useTimesInUtc();
  const waited = now - Date.parse(waiting.since);
  const isTimed = waiting.until !== null;
  return (
    <span className={styles.note} data-waiting={waiting.reason} title={`Since ${formatInstant(waiting.since, utc)}`}>
      <IconHourglassEmpty size={14} aria-hidden className={styles.icon} />
      <span>
        {waitingWords(waiting, now, utc)}
        {!isTimed && waited >= LONG_MS && <span className={styles.since}> · for {formatElapsed(waited)}</span>}
      </span>
    </span>
  );
}
