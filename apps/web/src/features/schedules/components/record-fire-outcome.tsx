import type { ScheduleFire } from '@app/api-client';
import { IconClockPause } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { StatusBadge } from '../../../shared/status/status-badge';
import { reasonWords } from '../fire-words';
import styles from './record-schedule.module.css';

/** What became of a fire: its run, its waiting, or why it made none. */
export function FireOutcome({ fire }: { fire: ScheduleFire }) {
  return (
    <>
      <span className={styles.became}>
        <Became fire={fire} />
        {fire.origin === 'backfill' && (
          <span className="soft">backfill{fire.requestedBy !== null && ` by ${fire.requestedBy}`}</span>
        )}
      </span>
      {fire.detail !== null && <span className={styles.note}>{fire.detail}</span>}
    </>
  );
}

function Became({ fire }: { fire: ScheduleFire }) {
  const { outcome, runId, runNumber, runStatus, processRecordId, reason } = fire;
  switch (outcome) {
    case 'RUN':
      if (runId === null || runStatus === null) return <span className="soft">A run that is not kept any more</span>;
      return (
        <>
          <Link to="/processes/$id/runs/$runId" params={{ id: processRecordId, runId }}>
            Run {runNumber}
          </Link>
          <StatusBadge status={runStatus} />
        </>
      );
    case 'QUEUED':
      return (
        <>
          <IconClockPause size={15} aria-hidden /> Waits until no run is active
        </>
      );
    case 'SKIPPED':
      return (
        <>
          <StatusBadge status="SKIPPED" />
          {reason !== null && <span>{reasonWords(reason)}</span>}
        </>
      );
    default:
      return outcome satisfies never;
  }
}
