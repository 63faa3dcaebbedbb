import type { RunGridColumn } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { statusLook } from '../../../shared/status/display-status';
import { formatDuration } from '../../../shared/time/format-duration';
import { formatInstant, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { triggerWords } from '../trigger-words';
import styles from './run-grid.module.css';

interface RunGridHeadProps {
  recordId: string;
  column: RunGridColumn;
  longestMs: number;
  shown: boolean;
  /** The one of the grid's links that the Tab key reaches. */
  isEntry: boolean;
}

/** A run: its number, and a bar as high as it took long. */
export function RunGridHead({ recordId, column, longestMs, shown, isEntry }: RunGridHeadProps) {
  const [utc] = useTimesInUtc();
  const { word, tone } = statusLook(column.status);
  const label = [
    `Run ${column.runNumber}: ${word.toLowerCase()}`,
    formatDuration(column.durationMs),
    `${formatInstant(column.startedAt, utc)} ${triggerWords(column)}`,
    `type version ${column.typeVersion}`,
  ].join(', ');
  return (
    <th scope="col" className={styles.run} data-shown={shown || undefined}>
      <Link
        to="/processes/$id/runs/$runId"
        params={{ id: recordId, runId: column.runId }}
        resetScroll={false}
        aria-label={label}
        aria-current={shown || undefined}
        title={label}
        tabIndex={isEntry ? 0 : -1}
      >
        <span
          className={styles.bar}
          style={{
            height: `${Math.max(8, (100 * column.durationMs) / longestMs)}%`,
            background: `var(--status-${tone})`,
          }}
        />
        <span className={styles.number}>{column.runNumber}</span>
      </Link>
    </th>
  );
}
