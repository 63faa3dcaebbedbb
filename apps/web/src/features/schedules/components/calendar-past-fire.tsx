import type { ScheduleFire } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { StatusBadge } from '../../../shared/status/status-badge';
import { formatTimeOfDay, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { reasonWords } from '../fire-words';
import styles from './calendar-panel.module.css';

/** A fire that was: whose, and its run, or why there is none. */
export function PastFire({ fire }: { fire: ScheduleFire }) {
  const [utc] = useTimesInUtc();
  const { processRecordId: id, fireAt, lastFireAt, runId, runNumber, runStatus, outcome, reason } = fire;
  return (
    <li>
      <span className="tabular">
        {formatTimeOfDay(fireAt, utc)}
        {lastFireAt !== fireAt && <> – {formatTimeOfDay(lastFireAt, utc)}</>}
      </span>
      <span className={styles.who}>
        <Link to="/processes/$id" params={{ id }}>
          {id}
        </Link>
        <span className={styles.names}>
          {runId !== null && runStatus !== null ? (
            <Link to="/processes/$id/runs/$runId" params={{ id, runId }}>
              <StatusBadge status={runStatus} detail={`run ${runNumber}`} />
            </Link>
          ) : (
            <>
              <StatusBadge status={outcome === 'QUEUED' ? 'PENDING' : outcome === 'SKIPPED' ? 'SKIPPED' : 'NOT_RUN'} />
              <span className="soft">
                {outcome === 'QUEUED' && 'waits for the end of a run'}
                {outcome === 'RUN' && 'its run is not kept any more'}
                {reason !== null && reasonWords(reason)}
              </span>
            </>
          )}
        </span>
      </span>
    </li>
  );
}
