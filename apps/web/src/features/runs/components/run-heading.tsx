import type { ProcessRecord, ProcessRun } from '@app/api-client';
import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { StatusBadge } from '../../../shared/status/status-badge';
import { WaitingNote } from '../../../shared/status/waiting-note';
import { Duration } from '../../../shared/time/duration';
import { formatDuration } from '../../../shared/time/format-duration';
import { TimeAgo } from '../../../shared/time/time-ago';
import { triggerWords } from '../trigger-words';
import styles from './run-heading.module.css';

interface RunHeadingProps {
  record: ProcessRecord;
  run: ProcessRun | undefined;
  isLatest: boolean;
}

/** Which run is shown, how it goes, and who made it. */
export function RunHeading({ record, run, isLatest }: RunHeadingProps) {
  if (run === undefined) return <Skeleton height={14} width={260} my={4} />;
  const waiting = isLatest ? record.waiting : run.waiting;
  return (
    <p className={styles.heading}>
      <strong>Run {run.runNumber}</strong>
      {!isLatest && <StatusBadge status={run.status} />}
      <span>
        started <TimeAgo at={run.startedAt} /> {triggerWords(run)}
      </span>
      <span className={styles.soft}>
        {run.completedAt === null ? 'running for ' : 'took '}
        <Duration from={run.startedAt} to={run.completedAt} />
      </span>
      {record.usualDurationMs !== null && (
        <span className={styles.soft} title="Median of the last 20 completed runs">
          usually <span className="tabular">{formatDuration(record.usualDurationMs)}</span>
        </span>
      )}
      <span className={styles.soft}>
        type version <span className="tabular">{run.typeVersion}</span>
      </span>
      {waiting && <WaitingNote waiting={waiting} />}
      {!isLatest && (
        <Link to="/processes/$id" params={{ id: record.id }}>
          Go to the latest run
        </Link>
      )}
    </p>
  );
}
