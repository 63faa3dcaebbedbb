import type { RunStatus, StatusCounts } from '@app/api-client';
import { Skeleton } from '@mantine/core';
import { statusLook } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import styles from './statistics.module.css';

const STATUSES: readonly RunStatus[] = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED'];

interface CountCardsProps {
  counts: StatusCounts | undefined;
  chosen: RunStatus | undefined;
  onChoose: (status: RunStatus | undefined) => void;
}

/** How many records there are in each status; a click filters by it, a second one lets go. */
export function CountCards({ counts, chosen, onChoose }: CountCardsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in all browsers
    <div role="group" aria-label="Processes by status" className={styles.cards}>
      <button
        type="button"
        className={styles.card}
        aria-pressed={chosen === undefined}
        onClick={() => onChoose(undefined)}
      >
        <Count value={counts?.total} />
        <span className={styles.cardWord}>Total</span>
      </button>
      {STATUSES.map((status) => {
        const { word, tone } = statusLook(status);
        const value = counts?.byStatus[status];
        return (
          <button
            type="button"
            key={status}
            className={styles.card}
            aria-pressed={chosen === status}
            onClick={() => onChoose(chosen === status ? undefined : status)}
          >
            <Count value={value} />
            <span className={styles.cardWord}>
              <StatusIcon tone={tone} still /> {word}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function Count({ value }: { value: number | undefined }) {
  if (value === undefined) return <Skeleton height={12} width={30} />;
  return <span className={styles.count}>{value.toLocaleString('en')}</span>;
}
